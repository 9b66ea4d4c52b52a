namespace TreeNet;

/// <summary>A side of an operation: a digit, or the branch of that number.</summary>
public readonly record struct Side(bool IsDigit, int Index);

/// <summary>An operation and its sides.</summary>
public readonly record struct Branch(int Operation, Side Left, Side Right);

/// <summary>An expression as a list of its operations, each after those that it needs: the order of calculation.</summary>
public sealed class Tree
{
    private readonly List<Branch> _branches = [];

    public int Count => _branches.Count;

    public Branch this[int index] => _branches[index];

    /// <summary>Where the result comes from.</summary>
    public Side Root { get; private set; }

    public void Read(Expression expression)
    {
        _branches.Clear();
        Root = Append(expression);
    }

    private Side Append(Expression expression)
    {
        if (expression.Left is null || expression.Right is null)
            return new Side(IsDigit: true, expression.Value);
        _branches.Add(new Branch(expression.Operation, Append(expression.Left), Append(expression.Right)));
        return new Side(IsDigit: false, _branches.Count - 1);
    }
}
