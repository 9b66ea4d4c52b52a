using GraphGen;

namespace TreeNet;

/// <summary>Three networks along a tree: vectors go up from the leaves to the root, gradients come down from the root to the leaves.</summary>
public sealed class Calculator : IDisposable
{
    /// <summary>The most operations of a tree. Each takes a frame of the cell's session, which keeps what its backward pass needs.</summary>
    public const int MostOperations = 12;

    private readonly Leaf.Training _leaf;
    private readonly Cell.Training _cell;
    private readonly Answer.Training _answer;
    private readonly float[] _digits = Vectors.OneHot(Expression.Digits);
    private readonly float[] _operations = Vectors.OneHot(Expression.Operations);
    private readonly Vectors _leaves = new(Expression.Digits, Cell.Width);
    private readonly Vectors _leafGradients = new(Expression.Digits, Cell.Width);
    private readonly Vectors _results = new(MostOperations, Cell.Width);
    private readonly Vectors _gradients = new(MostOperations, Cell.Width);
    private readonly float[] _passed = new float[Cell.Width];
    private readonly Tree _tree = new();
    private bool _hasLeaves;

    public Calculator(Leaf leaf, Cell cell, Answer answer, Optimizer optimizer)
    {
        _leaf = leaf.CreateTraining(Expression.Digits, optimizer);
        _cell = cell.CreateTraining(batchSize: 1, optimizer, frames: MostOperations);
        _answer = answer.CreateTraining(batchSize: 1, optimizer);
    }

    /// <summary>Works an expression out, by the networks.</summary>
    public int Evaluate(Expression expression)
    {
        GoUp(expression);
        return Vectors.IndexOfMax(_answer.Outputs[0].Values);
    }

    /// <summary>One step of the optimizer on a few trees.</summary>
    /// <returns>The mean loss.</returns>
    public float Learn(ReadOnlySpan<Expression> expressions)
    {
        _leaf.ZeroGradients();
        _cell.ZeroGradients();
        _answer.ZeroGradients();
        _leafGradients.Clear();
        float loss = 0;
        foreach (Expression expression in expressions)
        {
            GoUp(expression);
            loss += GoDown(expression.Value);
        }

        // All trees have the same leaves, so these have one pass for all.
        _leaf.BackwardFromGradients(_leafGradients.All);
        _leaf.ApplyGradients(1f / expressions.Length);
        _cell.ApplyGradients(1f / expressions.Length);
        _answer.ApplyGradients(1f / expressions.Length);
        _hasLeaves = false;
        return loss / expressions.Length;
    }

    public void Dispose()
    {
        _leaf.Dispose();
        _cell.Dispose();
        _answer.Dispose();
    }

    /// <summary>Forward: a branch comes after its sides, in a frame of its own.</summary>
    private void GoUp(Expression expression)
    {
        if (!_hasLeaves)
        {
            _leaf.Forward(_digits);
            _leaf.Outputs[0].Values.CopyTo(_leaves.All);
            _hasLeaves = true;
        }

        _tree.Read(expression);
        for (int i = 0; i < _tree.Count; i++)
        {
            Branch branch = _tree[i];
            _cell.Forward(VectorOf(branch.Left), VectorOf(branch.Right), OneHot(branch.Operation), frame: i);
            _cell.Outputs[0].Values.CopyTo(_results[i]);
        }

        _answer.Forward(VectorOf(_tree.Root));
    }

    /// <summary>Backward: the gradients of a branch's inputs are the gradients of its sides' outputs, down to the leaves.</summary>
    private float GoDown(int value)
    {
        float loss = _answer.Backward([value]);
        _answer.ReadInputGradient("input", _passed);
        PassTo(_tree.Root);
        for (int i = _tree.Count - 1; i >= 0; i--)
        {
            _cell.BackwardFromGradients(_gradients[i], frame: i);
            _cell.ReadInputGradient("left", _passed);
            PassTo(_tree[i].Left);
            _cell.ReadInputGradient("right", _passed);
            PassTo(_tree[i].Right);
        }

        return loss;
    }

    /// <summary>A branch has one parent; a digit may stand in many places, whose gradients add up.</summary>
    private void PassTo(Side side)
    {
        if (side.IsDigit)
            _leafGradients.Add(side.Index, _passed);
        else
            _passed.CopyTo(_gradients[side.Index]);
    }

    private ReadOnlySpan<float> VectorOf(Side side) => side.IsDigit ? _leaves[side.Index] : _results[side.Index];

    private ReadOnlySpan<float> OneHot(int operation) => _operations.AsSpan(operation * Expression.Operations, Expression.Operations);
}
