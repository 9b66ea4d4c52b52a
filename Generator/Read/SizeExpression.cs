using System.Collections.Generic;

namespace GraphGen.Generator.Read;

/// <summary>A constant expression that mentions a block's sizes: numbers, names, <c>+ - * /</c>, evaluated as C# would.</summary>
/// <param name="Operator">One of <c>+ - * /</c>, <c>#</c> for a number, <c>@</c> for a size.</param>
/// <param name="Number">The number.</param>
/// <param name="IsInteger">Whether the number is of an integer type.</param>
/// <param name="Name">The size's name.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
public sealed record SizeExpression(char Operator, double Number, bool IsInteger, string Name, SizeExpression? Left, SizeExpression? Right)
{
    public static SizeExpression Of(double number, bool isInteger) => new('#', number, isInteger, "", null, null);

    public static SizeExpression Of(string size) => new('@', 0, true, size, null, null);

    public static SizeExpression Of(char operation, SizeExpression left, SizeExpression right) => new(operation, 0, false, "", left, right);

    /// <summary>Whether it mentions a size.</summary>
    public bool Mentions(string size) => Name == size || Left?.Mentions(size) == true || Right?.Mentions(size) == true;

    /// <summary>The value, and whether it is of an integer type; a division by zero gives zero.</summary>
    public (double Value, bool IsInteger) Evaluate(IReadOnlyDictionary<string, int> sizes)
    {
        if (Operator == '#')
            return (Number, IsInteger);
        if (Operator == '@')
            return (sizes.TryGetValue(Name, out int size) ? size : 0, true);
        var (left, leftIsInteger) = Left!.Evaluate(sizes);
        var (right, rightIsInteger) = Right!.Evaluate(sizes);
        bool isInteger = leftIsInteger && rightIsInteger;
        double value = Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            _ => right == 0 ? 0 : left / right,
        };
        return (isInteger ? System.Math.Truncate(value) : value, isInteger);
    }
}
