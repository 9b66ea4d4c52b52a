using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Adam and AdamW: two moments an element, updated with it in one pass.</summary>
internal sealed unsafe class AdamState(
    Schedule learningRate, double beta1, double beta2, double epsilon, double gradientDecay, double parameterDecay, int length)
    : OptimizerState
{
    private Factors _factors;

    /// <summary>The numbers of one step, rounded once to the precision of the parameters.</summary>
    private struct Factors
    {
        public float Keep, GradientDecay, Beta1, Share1, Beta2, Share2, RootFactor, Epsilon, Rate;
    }

    internal AlignedBuffer Mean { get; } = new(length);

    internal AlignedBuffer Square { get; } = new(length);

    public override void Begin(long step)
    {
        double rate = Hyperparameter.Rate(learningRate, step);
        double correction1 = 1 - DeterministicMath.Pow(beta1, step + 1);
        double correction2 = 1 - DeterministicMath.Pow(beta2, step + 1);
        _factors = new Factors
        {
            Keep = (float)(1 - rate * parameterDecay),
            GradientDecay = (float)gradientDecay,
            Beta1 = (float)beta1,
            Share1 = (float)(1 - beta1),
            Beta2 = (float)beta2,
            Share2 = (float)(1 - beta2),
            RootFactor = (float)(1 / Math.Sqrt(correction2)),
            Epsilon = (float)epsilon,
            Rate = (float)(rate / correction1),
        };
    }

    public override void Update(float* parameters, float* gradients, int offset, int length)
    {
        float* mean = Mean.Data + offset;
        float* square = Square.Data + offset;
        if (Vector512.IsHardwareAccelerated)
            Loop<Simd512>(parameters + offset, gradients + offset, mean, square, length);
        else if (Vector256.IsHardwareAccelerated)
            Loop<Simd256>(parameters + offset, gradients + offset, mean, square, length);
        else
            Loop<Simd128>(parameters + offset, gradients + offset, mean, square, length);
        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Loop<V>(float* parameters, float* gradients, float* mean, float* square, int length) where V : struct, ISimd<V>
    {
        V keep = V.Create(_factors.Keep);
        V decay = V.Create(_factors.GradientDecay);
        V beta1 = V.Create(_factors.Beta1);
        V share1 = V.Create(_factors.Share1);
        V beta2 = V.Create(_factors.Beta2);
        V share2 = V.Create(_factors.Share2);
        V rootFactor = V.Create(_factors.RootFactor);
        V epsilon = V.Create(_factors.Epsilon);
        V rate = V.Create(_factors.Rate);
        V smallestGradient = V.Create(Smallest.Gradient);
        V smallestMean = V.Create(Smallest.Moment);
        V smallestSquare = V.Create(Smallest.Square);
        for (int i = 0; i < length; i += V.Count)
        {
            V p = V.Load(parameters + i);
            V g = V.Load(gradients + i) + decay * p;
            g = V.SelectLess(V.Abs(g), smallestGradient, V.Zero, g);
            V m = beta1 * V.Load(mean + i) + share1 * g;
            V v = beta2 * V.Load(square + i) + share2 * (g * g);
            m = V.SelectLess(V.Abs(m), smallestMean, V.Zero, m);
            v = V.SelectLess(v, smallestSquare, V.Zero, v);
            m.Store(mean + i);
            v.Store(square + i);
            (keep * p - rate * m / (V.Sqrt(v) * rootFactor + epsilon)).Store(parameters + i);
        }
    }
}
