using Fgsm;

// Adversarial examples through input gradients: every pixel moves by at most 0.1 to where the loss grows, which people
// hardly see. You will see that an ordinary network, right on almost all test pictures, is wrong on most attacked ones, and
// that training on attacked pictures beside the clean ones gives much of the accuracy back, against a stronger attack
// (ten small steps in place of one) too, and costs little on clean pictures.
return Sample.Run(args, digits =>
{
    var experiment = new Experiment(digits, epsilon: 0.1f);
    Console.WriteLine("accuracy on test pictures    clean     one step (FGSM)    ten steps (PGD)");
    Write("ordinary training", experiment.Train());
    Write("adversarial training", experiment.TrainAdversarially());

    void Write(string name, DigitReader network)
    {
        Result result = experiment.Test(network);
        Console.WriteLine($"{name,-29}{result.Clean,-10:0.0%}{result.Fast,-19:0.0%}{result.Projected:0.0%}");
    }
});
