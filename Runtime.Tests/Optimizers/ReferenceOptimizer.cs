namespace GraphGen.Tests.Optimizers;

/// <summary>The formulas of the optimizers' documentation, in double, one element at a time.</summary>
internal sealed class ReferenceOptimizer
{
    private readonly Optimizer _optimizer;
    private readonly double[] _first;
    private readonly double[] _second;
    private readonly double[] _third;

    public ReferenceOptimizer(Optimizer optimizer, ReadOnlySpan<float> parameters)
    {
        _optimizer = optimizer;
        Parameters = new double[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
            Parameters[i] = parameters[i];
        _first = new double[parameters.Length];
        _second = new double[parameters.Length];
        _third = new double[parameters.Length];
        if (optimizer is AdaGrad adaGrad)
            Array.Fill(_second, adaGrad.InitialAccumulator);
    }

    public double[] Parameters { get; }

    public void Step(ReadOnlySpan<float> gradients, long step)
    {
        double rate = _optimizer.LearningRate.At(step);
        double[] edited = Edited(gradients);
        for (int i = 0; i < edited.Length; i++)
        {
            switch (_optimizer)
            {
                case Sgd sgd:
                    Sgd(sgd, i, edited[i], rate, step == 0);
                    break;
                case Adam adam:
                    Adam(i, edited[i] + adam.WeightDecay * Parameters[i], rate, adam.Beta1, adam.Beta2, adam.Epsilon, step + 1);
                    break;
                case AdamW adamW:
                    Parameters[i] *= 1 - rate * adamW.WeightDecay;
                    Adam(i, edited[i], rate, adamW.Beta1, adamW.Beta2, adamW.Epsilon, step + 1);
                    break;
                case AdaGrad adaGrad:
                    AdaGrad(adaGrad, i, edited[i] + adaGrad.WeightDecay * Parameters[i], rate / (1 + step * adaGrad.LearningRateDecay));
                    break;
                case RmsProp rmsProp:
                    RmsProp(rmsProp, i, edited[i] + rmsProp.WeightDecay * Parameters[i], rate);
                    break;
                default:
                    throw new NotSupportedException(_optimizer.ToString());
            }
        }
    }

    /// <summary>Clipped by value, then by norm; then the penalty.</summary>
    private double[] Edited(ReadOnlySpan<float> gradients)
    {
        var edited = new double[gradients.Length];
        double square = 0;
        for (int i = 0; i < edited.Length; i++)
        {
            double limit = _optimizer.ClipValue ?? double.PositiveInfinity;
            edited[i] = Math.Clamp(gradients[i], -limit, limit);
            square += edited[i] * edited[i];
        }
        double scale = _optimizer.ClipNorm is { } highest ? Math.Min(1, highest / (Math.Sqrt(square) + 1e-6)) : 1;
        for (int i = 0; i < edited.Length; i++)
            edited[i] = edited[i] * scale + _optimizer.L1 * Math.Sign(Parameters[i]);
        return edited;
    }

    private void Sgd(Sgd sgd, int i, double gradient, double rate, bool first)
    {
        double g = gradient + sgd.WeightDecay * Parameters[i];
        if (sgd.Momentum != 0)
        {
            _first[i] = first ? g : sgd.Momentum * _first[i] + (1 - sgd.Dampening) * g;
            g = sgd.Nesterov ? g + sgd.Momentum * _first[i] : _first[i];
        }
        Parameters[i] -= rate * g;
    }

    private void Adam(int i, double g, double rate, double beta1, double beta2, double epsilon, long t)
    {
        _first[i] = beta1 * _first[i] + (1 - beta1) * g;
        _second[i] = beta2 * _second[i] + (1 - beta2) * g * g;
        double mean = _first[i] / (1 - Math.Pow(beta1, t));
        double root = Math.Sqrt(_second[i]) / Math.Sqrt(1 - Math.Pow(beta2, t));
        Parameters[i] -= rate * mean / (root + epsilon);
    }

    private void AdaGrad(AdaGrad adaGrad, int i, double g, double rate)
    {
        _second[i] += g * g;
        Parameters[i] -= rate * g / (Math.Sqrt(_second[i]) + adaGrad.Epsilon);
    }

    private void RmsProp(RmsProp rmsProp, int i, double g, double rate)
    {
        _second[i] = rmsProp.Alpha * _second[i] + (1 - rmsProp.Alpha) * g * g;
        double variance = _second[i];
        if (rmsProp.Centered)
        {
            _first[i] = rmsProp.Alpha * _first[i] + (1 - rmsProp.Alpha) * g;
            variance = Math.Max(0, variance - _first[i] * _first[i]);
        }
        _third[i] = rmsProp.Momentum * _third[i] + g / (Math.Sqrt(variance) + rmsProp.Epsilon);
        Parameters[i] -= rate * _third[i];
    }
}
