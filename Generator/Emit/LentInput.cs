using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Emit;

/// <summary>
/// The input that a training step reads where the caller has it, so that it need not be copied: the largest of those that
/// nobody reads after the step, and whose rows end where vectors do, for kernels read whole vectors.
/// </summary>
internal static class LentInput
{
    private const int Vector = 16;

    /// <summary>Its number, or null if there is none.</summary>
    public static int? Of(NetworkGraph graph, Program program)
    {
        int? largest = null;
        for (int i = 0; i < graph.Inputs.Length; i++)
        {
            bool fits = !graph.Inputs[i].Shape.IsIndices
                && program.Values.Where(value => IsOf(value, i)).All(value => value.Shape.Last % Vector == 0)
                && !program.Kept.Any(value => IsOf(value, i));
            if (fits && (largest is not { } other || graph.Inputs[i].Shape.Elements > graph.Inputs[other].Shape.Elements))
                largest = i;
        }

        return largest;
    }

    /// <summary>Whether a value is that input, or the same memory under another shape.</summary>
    public static bool IsOf(Value value, int input) => value.Kind == ValueKind.Input && value.Index == input;
}
