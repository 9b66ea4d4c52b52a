using GraphGen;

namespace TreeNet;

/// <summary>What to compare with: a network that is given the digits and operations of an expression, but not where they stand.</summary>
public sealed class TokenCounter(ulong seed, int batch, Optimizer optimizer) : IDisposable
{
    private readonly BagOfTokens.Training _training = new BagOfTokens(seed).CreateTraining(batch, optimizer);

    /// <summary>One step of the optimizer on a few expressions.</summary>
    public void Learn(ReadOnlySpan<Expression> expressions)
    {
        for (int i = 0; i < expressions.Length; i++)
        {
            Count(expressions[i], i);
            _training.Targets[0].Indices[i] = expressions[i].Value;
        }

        _training.Step(expressions.Length);
    }

    /// <summary>Guesses what an expression gives.</summary>
    public int Evaluate(Expression expression)
    {
        Count(expression, sample: 0);
        _training.Forward(count: 1);
        return Vectors.IndexOfMax(_training.Outputs[0].Values[..Expression.Digits]);
    }

    public void Dispose() => _training.Dispose();

    private void Count(Expression expression, int sample)
    {
        Port input = _training.Inputs[0];
        Span<float> counts = input.Values.Slice(sample * input.ElementsPerSample, input.ElementsPerSample);
        counts.Clear();
        Add(expression, counts);
    }

    private static void Add(Expression expression, Span<float> counts)
    {
        if (expression.Left is null || expression.Right is null)
        {
            counts[expression.Value]++;
            return;
        }

        counts[Expression.Digits + expression.Operation]++;
        Add(expression.Left, counts);
        Add(expression.Right, counts);
    }
}
