namespace GraphGen.Tests.Optimizers;

/// <summary>The formulas of the optimizers' documentation, in double, one element at a time.</summary>
internal sealed class ReferenceOptimizer
{
    private readonly Optimizer _optimizer;
    private readonly double[] _first;
    private readonly double[] _second;

    public ReferenceOptimizer(Optimizer optimizer, ReadOnlySpan<float> parameters)
    {
        _optimizer = optimizer;
        Parameters = new double[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
            Parameters[i] = parameters[i];
        _first = new double[parameters.Length];
        _second = new double[parameters.Length];
    }

    public double[] Parameters { get; }

    public void Step(ReadOnlySpan<float> gradients, long step)
    {
        double rate = _optimizer.LearningRate.At(step);
        for (int i = 0; i < gradients.Length; i++)
        {
            switch (_optimizer)
            {
                case Sgd sgd:
                    Sgd(sgd, i, gradients[i], rate, step == 0);
                    break;
                case Adam adam:
                    Adam(i, gradients[i] + adam.WeightDecay * Parameters[i], rate, adam.Beta1, adam.Beta2, adam.Epsilon, step + 1);
                    break;
                case AdamW adamW:
                    Parameters[i] *= 1 - rate * adamW.WeightDecay;
                    Adam(i, gradients[i], rate, adamW.Beta1, adamW.Beta2, adamW.Epsilon, step + 1);
                    break;
                default:
                    throw new NotSupportedException(_optimizer.ToString());
            }
        }
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
}
