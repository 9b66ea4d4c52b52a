namespace TreeNet;

/// <summary>A calculation with the digits 0 to 4 on a clock of five hours (modulo 5): a digit, or an operation on two calculations.</summary>
public sealed class Expression
{
    public const int Digits = 5;
    public const int Operations = 3;

    private Expression(int digit) => Value = digit;

    private Expression(int operation, Expression left, Expression right)
    {
        Operation = operation;
        Left = left;
        Right = right;
        int value = operation switch
        {
            0 => left.Value + right.Value,
            1 => left.Value - right.Value + Digits,
            _ => left.Value * right.Value,
        };
        Value = value % Digits;
    }

    /// <summary>What the calculation gives, or the digit.</summary>
    public int Value { get; }

    /// <summary>0 adds, 1 subtracts, 2 multiplies.</summary>
    public int Operation { get; }

    /// <summary>The left side; null for a digit.</summary>
    public Expression? Left { get; }

    /// <summary>The right side; null for a digit.</summary>
    public Expression? Right { get; }

    /// <summary>Draws a calculation with that many operations.</summary>
    public static Expression Draw(Random random, int operations)
    {
        if (operations == 0)
            return new Expression(random.Next(Digits));
        int left = random.Next(operations);
        return new Expression(random.Next(Operations), Draw(random, left), Draw(random, operations - 1 - left));
    }

    public override string ToString() => Left is null ? $"{Value}" : $"({Left} {"+-*"[Operation]} {Right})";
}
