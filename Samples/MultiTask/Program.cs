using MultiTask;

// One network, two tasks: a trunk of 32 units sees a picture, one head says which digit it is, another how far it leans.
// Both losses train the trunk at once; their weights say whose it is. You will see four trainings: with a weight of 0 a
// task is not learned (its loss stays where chance leaves it), with 1 : 1 the one trunk serves both nearly as well as one.
return Sample.Run(args, digits =>
{
    Console.WriteLine($"{TwoTasks.Summary}\n");
    var experiment = new Experiment(digits);
    Console.WriteLine("loss weights     last losses          on the test pictures");
    Console.WriteLine("digit : slant    digit     slant      digits read    slant explained (R²)");
    foreach (var (digit, slant) in new[] { (1f, 0f), (0f, 1f), (1f, 1f), (1f, 10f) })
    {
        Result result = experiment.Train(digit, slant);
        Console.Write($"{digit,5} : {slant,-9}{result.DigitLoss,-10:0.0000}{result.SlantLoss,-11:0.0000}");
        Console.WriteLine($"{result.Accuracy,-15:0.00%}{result.Explained:0.000}");
    }
});
