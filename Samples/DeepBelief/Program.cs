using DeepBelief;

// A deep belief net (Hinton, Osindero, Teh, 2006): three restricted Boltzmann machines learn what pictures of digits look like,
// each from what the hidden units of the one below make of them, and without a label. Then they become the layers of an ordinary
// network that is trained by backpropagation on the few pictures that do have one. Machine.cs says how contrastive divergence
// comes out of the backward pass of a dense layer. You will see that the machines' own pictures come nearer to those that they
// are given, and that the network reads more digits rightly than the same network trained on the same labels from scratch.
const int most = 12_000;
const int epochs = 8;
const int labels = 300;
const int draws = 4;
return Sample.Run(args, digits =>
{
    Dataset pictures = digits.Training.Subset([.. Enumerable.Range(0, Math.Min(most, digits.Training.Count))]);
    Console.WriteLine($"\nwithout labels, on {pictures.Count} pictures: mean cross-entropy of a pixel, or of a hidden unit below");
    var machines = new BeliefNet();
    machines.Train(pictures, epochs, (machine, epoch, error) =>
        Console.Write(epoch == 1 ? $"  machine {machine}: {error:0.000}" : $" → {error:0.000}{(epoch == epochs ? "\n" : "")}"));

    Console.WriteLine($"\nwith {labels} labels: digits read rightly, of {digits.Test.Count}");
    double scratch = 0, learnt = 0;
    for (int draw = 0; draw < draws; draw++)
    {
        double without = FewLabels.Accuracy(digits.Training, digits.Test, labels, draw, machines: null);
        double with = FewLabels.Accuracy(digits.Training, digits.Test, labels, draw, machines);
        Console.WriteLine($"  draw {draw + 1} of labels: {without:0.0%} from scratch, {with:0.0%} from the machines");
        scratch += without / draws;
        learnt += with / draws;
    }

    Console.WriteLine($"  mean: {scratch:0.0%} from scratch, {learnt:0.0%} from the machines");
});
