using Saliency;

// Saliency maps: a backward pass from a one-hot gradient at the winning class's score, before the softmax, down to the
// pixels. You will see test pictures, the gradient beside each (what more ink would do: orange or + for the answer, blue
// or - against it), and gradient times ink (what the ink there does). And a number that says whether they mean anything: to
// erase the pixels that the gradient names destroys the answers, to erase as many of the stroke, drawn by lot, hardly matters.
return Sample.Run(args, digits =>
{
    var experiment = new Experiment(digits);
    experiment.Train();
    using (var explainer = new Explainer(experiment.Network))
    {
        foreach (int sample in Enumerable.Range(0, 3))
        {
            float[] picture = digits.Test.Sample(sample).ToArray(), gradient = new float[Digits.Pixels];
            int answer = explainer.Explain(picture, gradient);
            PictureStrip.Write([
                new Picture(picture, $"read as {answer}"),
                new Picture(Scaled(gradient), "gradient", IsSigned: true),
                new Picture(Scaled([.. gradient.Zip(picture, (slope, ink) => slope * ink)]), "gradient x ink", IsSigned: true)]);
        }
    }

    Console.WriteLine("                 accuracy without");
    Console.WriteLine("pixels erased    those most for the answer    as many of the stroke, drawn by lot");
    foreach (int pixels in new[] { 0, 5, 10, 20, 30 })
    {
        var (salient, random) = experiment.AccuracyWithout(pixels);
        Console.WriteLine($"{pixels,-17}{salient,-29:0.0%}{random:0.0%}");
    }
});

static float[] Scaled(float[] values)
{
    float most = values.Max(MathF.Abs);
    return [.. values.Select(value => value / most)];
}
