using Transfer;

// Transfer learning: a trunk learns to see on many pictures of the digits 0 to 4; then it is frozen, and a new head upon it
// learns 5 to 9 from a few pictures. All digits are moved about, which few pictures do not teach a network to bear, but the
// trunk has learned it. You will see the accuracy on 5 to 9 far above that of a network that learns all from the few.
return Sample.Run(args, digits =>
{
    Console.WriteLine($"{HeadOnly.Summary}\n");
    var experiment = new Experiment(digits);
    Console.WriteLine($"0 to 4 from many pictures: {experiment.LearnFirstFive():0.0%} of the test pictures read rightly\n");
    Console.WriteLine("5 to 9 from few, mean of three draws of them");
    Console.WriteLine("pictures of each    from scratch    frozen trunk, new head");
    ulong[] seeds = [1, 2, 3];
    foreach (int few in new[] { 2, 5, 10, 20, 50 })
    {
        double scratch = seeds.Average(seed => experiment.FromScratch(few, seed));
        double transferred = seeds.Average(seed => experiment.Transfer(few, seed));
        Console.WriteLine($"{few,-20}{scratch,-16:0.0%}{transferred:0.0%}");
    }
});
