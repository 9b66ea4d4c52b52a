using GraphGen;

namespace TreeNet;

/// <summary>The same lessons for the network along trees and for the one that counts.</summary>
public sealed class Lesson : IDisposable
{
    /// <summary>The longest expression to learn from.</summary>
    public const int MostLearnt = 4;

    private const int Batch = 32;
    private readonly Random _random;
    private readonly Expression[] _expressions = new Expression[Batch];
    private readonly Calculator _calculator;
    private readonly TokenCounter _counter;

    public Lesson(int seed, int steps)
    {
        _random = new Random(seed);
        var optimizer = new Adam(Schedule.Cosine(peak: 0.003f, steps));
        _calculator = new Calculator(new Leaf((ulong)seed), new Cell((ulong)seed), new Answer((ulong)seed), optimizer);
        _counter = new TokenCounter((ulong)seed, Batch, optimizer);
    }

    /// <summary>One step on expressions of one to four operations.</summary>
    /// <returns>The loss of the network along trees.</returns>
    public float Step()
    {
        foreach (ref Expression expression in _expressions.AsSpan())
            expression = Expression.Draw(_random, operations: 1 + _random.Next(MostLearnt));
        _counter.Learn(_expressions);
        return _calculator.Learn(_expressions);
    }

    /// <summary>The shares of right results on a thousand expressions with that many operations.</summary>
    public (double Tree, double Counts) Examine(int operations)
    {
        const int count = 1000;
        var random = new Random(operations);
        int tree = 0, counts = 0;
        for (int i = 0; i < count; i++)
        {
            Expression expression = Expression.Draw(random, operations);
            tree += _calculator.Evaluate(expression) == expression.Value ? 1 : 0;
            counts += _counter.Evaluate(expression) == expression.Value ? 1 : 0;
        }

        return ((double)tree / count, (double)counts / count);
    }

    /// <summary>What the network along trees makes of an expression.</summary>
    public int Evaluate(Expression expression) => _calculator.Evaluate(expression);

    public void Dispose()
    {
        _calculator.Dispose();
        _counter.Dispose();
    }
}
