using System.Globalization;
using Gan;

// A generative adversarial network (Goodfellow and others, 2014): a generator makes points out of noise, a discriminator learns
// to tell them from true ones, which lie in eight heaps on a circle, and the generator learns from the discriminator alone, by
// the gradient of its input. What a round does is in Duel.cs. You will see how many heaps the generator has found, how many of
// its points lie in one (the rest lie between them, as it must pass from heap to heap), and in the end a picture of both.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int rounds = 4000;
const int shown = 4096;
var points = new float[2 * shown];
using var duel = new Duel(seed: 1, rounds);
for (int round = 1; round <= rounds; round++)
{
    float loss = duel.Round();
    if (round % 500 == 0 || round == 1)
    {
        duel.Generate(points);
        var (modes, good) = Ring.Judge(points);
        Console.WriteLine($"round {round,4}: discriminator's loss {loss:0.000}, {modes} of {Ring.Modes} heaps found, {good,6:0.0%} good points");
    }
}

var truth = new float[2 * shown];
Ring.Draw(new Random(2), truth);
Console.WriteLine();
Console.WriteLine(Picture.Title("true points") + Picture.Title("made points"));
foreach (var (left, right) in Picture.Rows(truth).Zip(Picture.Rows(points)))
    Console.WriteLine(left + right);
Console.WriteLine($"points of each heap: {string.Join(", ", Ring.Count(points))}");
