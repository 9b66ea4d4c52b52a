using GraphGen;

namespace Gan;

/// <summary>The game of the two networks, round by round.</summary>
public sealed class Duel : IDisposable
{
    private const int Batch = 128;
    private readonly Random _random;
    private readonly Generator.Training _generator;
    private readonly Discriminator.Training _discriminator;
    private readonly float[] _noise = new float[Batch * Generator.Noise];
    private readonly float[] _points = new float[2 * Batch * 2]; // made ones, then true ones
    private readonly float[] _truth = new float[2 * Batch];
    private readonly float[] _praise = new float[Batch];
    private readonly float[] _gradient = new float[Batch * 2];

    /// <param name="seed">Of the networks, the noise and the true points.</param>
    /// <param name="rounds">How many rounds are to come: the learning rates fall to nothing over them.</param>
    public Duel(int seed, int rounds)
    {
        _random = new Random(seed);
        // Little momentum: what was right a few rounds ago is wrong today, since the opponent moves.
        var optimizer = new Adam(Schedule.Cosine(peak: 0.002f, rounds), beta1: 0.5);
        _generator = new Generator((ulong)seed).CreateTraining(Batch, optimizer);
        _discriminator = new Discriminator((ulong)seed).CreateTraining(2 * Batch, optimizer);
        _truth.AsSpan(Batch).Fill(1);
        _praise.AsSpan().Fill(1);
    }

    /// <summary>One turn of each.</summary>
    /// <returns>The discriminator's loss: 0 if it sees through everything, ln 2 = 0.693 if it can but guess.</returns>
    public float Round()
    {
        // The discriminator's turn: an ordinary step on made and true points.
        Span<float> made = _points.AsSpan(0, 2 * Batch);
        Generate(made);
        Ring.Draw(_random, _points.AsSpan(2 * Batch));
        float loss = _discriminator.Step(_points, _truth);

        // The generator's turn. Its points pass through the discriminator, which is told that they are true. The gradient of
        // that lie with respect to the points is what the generator learns from; the discriminator's own gradients are left
        // unused, and its next step replaces them.
        Generate(made);
        _discriminator.Forward(made);
        _discriminator.Backward(_praise);
        _discriminator.ReadInputGradient("input", _gradient);
        _generator.ZeroGradients();
        _generator.BackwardFromGradients(_gradient);
        _generator.ApplyGradients();
        return loss;
    }

    /// <summary>Makes points, x and y in turn, out of new noise, batch by batch. The last batch may be followed by a backward pass.</summary>
    public void Generate(Span<float> points)
    {
        for (int start = 0; start < points.Length; start += 2 * Batch)
        {
            Span<float> batch = points.Slice(start, Math.Min(2 * Batch, points.Length - start));
            Span<float> noise = _noise.AsSpan(0, batch.Length / 2 * Generator.Noise);
            foreach (ref float value in noise)
                value = 2 * _random.NextSingle() - 1;
            _generator.Forward(noise);
            _generator.Outputs[0].Values[..batch.Length].CopyTo(batch);
        }
    }

    public void Dispose()
    {
        _generator.Dispose();
        _discriminator.Dispose();
    }
}
