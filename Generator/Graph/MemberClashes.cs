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

    public static IEnumerable<string> Of(NetworkModel model)
    {
        bool hasSeveralLosses = model.Body.Stacks.Count(stack => stack.Layers.Any(use => LayerCatalog.Create(use) is LossLayer)) > 1;
        return model.Type.Members.Where(member => s_emitted.Contains(member) || (hasSeveralLosses && s_emittedForLosses.Contains(member)));
    }
}
