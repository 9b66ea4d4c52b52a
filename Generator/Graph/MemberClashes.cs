using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Graph;

/// <summary>Members that the user declares and the emitted half would declare again.</summary>
internal static class MemberClashes
{
    private static readonly HashSet<string> s_emitted =
    [
        "CreateInference", "CreateTraining", "Diagram", "FlopsPerSample", "FromFile", "Inference", "ParameterCount", "Summary",
        "Training", "WorkspaceBytesPerSample", "s_layout", TypeModel.SeedConstructor,
    ];

    /// <summary>What several targets are handed over in.</summary>
    private static readonly HashSet<string> s_emittedForLosses = ["Batch", "Targets"];

    public static Problem Problem(TypeModel type, string member) => member == TypeModel.SeedConstructor
        ? new Problem("GG0008", new Place("", PlaceKind.Type), type.Name, $"{type.Name}(ulong)", "give yours other parameters")
        : new Problem("GG0008", new Place("", PlaceKind.Type), type.Name, member, "give yours another name");

    public static IEnumerable<string> Of(NetworkModel model)
    {
        // Losses that Graph does not call have no target.
        bool IsCalled(int stack) => model.Body.Wiring is not { } graph || graph.Steps.Any(step => step.Stack == stack);
        bool hasSeveralLosses = model.Body.Stacks.Where((stack, i) => IsCalled(i) && stack.Layers.Any(use => LayerCatalog.Create(use) is LossLayer)).Count() > 1;
        return model.Type.Members.Append(model.Type.Name).Where(member => s_emitted.Contains(member) || (hasSeveralLosses && s_emittedForLosses.Contains(member)));
    }
}
