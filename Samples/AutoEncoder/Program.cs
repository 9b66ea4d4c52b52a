using AutoEncoder;

// An autoencoder: 784 pixels go through 12 numbers and come back as a picture; the target of each picture is itself. You
// will see that the error falls far below that of the best constant answer, the mean picture, and test pictures with what
// became of them, drawn from the 12 numbers below alone.
return Sample.Run(args, digits =>
{
    Console.WriteLine($"{DigitAutoEncoder.Summary}\n");
    var experiment = new Experiment(digits);
    double before = experiment.Error();
    experiment.Train();
    double mean = experiment.ErrorOfMeanPicture(), after = experiment.Error();
    Console.WriteLine("mean squared error of a pixel, test pictures");
    Console.WriteLine($"  before training   {before:0.0000}");
    Console.WriteLine($"  the mean picture  {mean:0.0000}");
    Console.WriteLine($"  the autoencoder   {after:0.0000}, {mean / after:0.0} times less");

    foreach (int[] samples in Enumerable.Range(0, 6).Chunk(PictureStrip.PerRow))
    {
        PictureStrip.Write(samples.Select(i => Picture.Of(digits.Test, i, $"a {digits.Test.Label(i)} …")));
        PictureStrip.Write(samples.Select(i => new Picture(experiment.Reconstruct(i).Picture, "… and back")));
    }

    Console.WriteLine($"the code of the first: {string.Join(" ", experiment.Reconstruct(0).Code.Select(number => $"{number:0.0}"))}");
});
