using System.Globalization;
using TreeNet;

// A recursive network (Pollack, 1990; Socher and others, 2011) learns to calculate with the digits 0 to 4 on a clock of five hours.
// It is told nothing but the result of whole expressions. One small network, the cell, stands at every operation of every
// expression: it makes one vector out of the vectors of the two sides. Gradients then go the same way back; see Calculator.cs.
// You will see that it learns from expressions of at most four operations and works out far longer ones, while a network
// that only counts the digits and operations can but guess: three in ten are right when it says 0, the commonest result.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int steps = 5000;
using var lesson = new Lesson(seed: 1, steps);
float loss = 0;
for (int step = 1; step <= steps; step++)
{
    loss += lesson.Step();
    if (step % 500 == 0)
    {
        Console.WriteLine($"step {step}: mean loss {loss / 500:0.000}");
        loss = 0;
    }
}

Console.WriteLine();
Console.WriteLine("right results         along the tree   from the counts");
foreach (int operations in (int[])[1, 2, 4, 6, 8, 10, 12])
{
    var (tree, counts) = lesson.Examine(operations);
    string name = $"{operations,2} operation{(operations == 1 ? "" : "s")}{(operations > Lesson.MostLearnt ? "*" : "")}";
    Console.WriteLine($"{name,-20}{tree,16:0.0%}{counts,18:0.0%}");
}

Console.WriteLine("* longer than any that it learnt from");
Console.WriteLine();
var random = new Random(2);
for (int i = 0; i < 4; i++)
{
    Expression expression = Expression.Draw(random, operations: 8);
    Console.WriteLine($"{expression} = {lesson.Evaluate(expression)}, and should be {expression.Value}");
}
