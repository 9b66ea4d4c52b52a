using System.Linq;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Emit;

/// <summary>The other half of layer methods: the compiler reads what calls them, and nothing ever runs them.</summary>
internal static class LayerMethods
{
    public static void Write(SourceWriter writer, UnitModel unit)
    {
        StackModel[] methods = [.. unit.Stacks.Where(stack => stack.Signature.Length > 0)];
        foreach (StackModel method in methods)
        {
            writer.Line(method.Signature + " =>");
            writer.Indented(() => writer.Line("throw new global::System.NotSupportedException(\"Graph is read by the compiler and never runs.\");")).Line();
        }
    }

    /// <summary>The half of a block: nothing but its layer methods; null if it has none.</summary>
    public static string? Emit(BlockModel block)
    {
        if (block.Body.Stacks.All(stack => stack.Signature.Length == 0))
            return null;
        SourceWriter writer = new();
        PartialType.Write(writer, block.Type, "", [], () => Write(writer, block.Body));
        return writer.ToString();
    }
}
