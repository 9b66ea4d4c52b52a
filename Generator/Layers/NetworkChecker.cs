using System;
using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// All mistakes of a model: those that reading found, and those of its stacks. The generator and the analyzer both ask
/// here. One mistake, one problem: what follows from an error is not looked at.
/// </summary>
internal static class NetworkChecker
{
    /// <summary>Names that the emitted half declares.</summary>
    private static readonly string[] s_emitted =
        ["CreateInference", "CreateTraining", "FlopsPerSample", "FromFile", "Inference", "ParameterCount", "Summary", "Training", "WorkspaceBytesPerSample", "s_layout", TypeModel.SeedConstructor];

    public static IReadOnlyList<Problem> Problems(NetworkModel model)
    {
        List<Problem> problems = [.. model.Problems];
        problems.AddRange(model.Type.Members.Where(s_emitted.Contains).Select(member => new Problem("GG0008", -1, -1, null, new([model.Type.Name, member]))));
        for (int stack = 0; stack < model.Stacks.Count; stack++)
            Stack(model, stack, problems);
        return problems;
    }

    private static void Stack(NetworkModel model, int stack, List<Problem> problems)
    {
        EquatableArray<LayerUse> uses = model.Stacks[stack].Layers;
        if (Input(model, stack, problems) is not { } shape)
            return;
        Layer? before = null;
        bool trains = false;
        LayerNames names = new();
        HashSet<string> taken = new(StringComparer.Ordinal);
        for (int i = 1; i < uses.Count; i++)
        {
            if (LayerCatalog.Create(uses[i]) is not { } layer)
                return;
            if (Order(before, layer) is { } order)
            {
                problems.Add(new Problem(order, stack, i, null, new([layer.Use.Kind, before!.Use.Kind])));
                if (order is "GG0104" or "GG0106")
                    return;
            }

            string name = names.Next(layer);
            if (!IsName(name) || !taken.Add(name))
            {
                problems.Add(new Problem("GG0110", stack, i, "Name", new([layer.Title, name, IsName(name) ? "another layer has it" : "it is no identifier"])));
                return;
            }

            Inference inference = layer.Infer(shape);
            problems.AddRange(inference.Problems.Select(problem => new Problem(problem.Id, stack, i, problem.Argument, problem.Values)));
            if (inference.Output is null)
                return;
            trains |= layer.Parameters(shape, new(FeedsRectifier: false)).Any(parameter => parameter.Trainable);
            if (layer is not LossLayer)
                shape = inference.Output;
            before = layer;
        }

        if (!trains)
            problems.Add(new Problem("GG0009", -1, -1, null, new([model.Type.Name])));
    }

    /// <summary>The shape of a chain's input, or null if there is a mistake in it.</summary>
    private static Shape? Input(NetworkModel model, int stack, List<Problem> problems)
    {
        EquatableArray<LayerUse> uses = model.Stacks[stack].Layers;
        int[] inputs = Enumerable.Range(0, uses.Count).Where(i => uses[i].Kind == "Input").ToArray();
        if (inputs.Length == 0)
        {
            problems.Add(new Problem("GG0005", -1, -1, null, new([model.Type.Name])));
            return null;
        }

        int stray = inputs[0] != 0 ? inputs[0] : inputs.Length > 1 ? inputs[1] : -1;
        if (stray >= 0)
        {
            problems.Add(new Problem("GG0010", stack, stray, null, new([model.Type.Name])));
            return null;
        }

        EquatableArray<long> extents = uses[0]["dimensions"]?.Integers ?? EquatableArray<long>.Empty;
        string given = "(" + string.Join(", ", extents) + ")";
        if (extents.Count == 0 || extents.Any(extent => extent < 1))
        {
            problems.Add(new Problem("GG0101", stack, 0, "dimensions", new(["Input", "dimensions", given, "one or more extents of at least 1"])));
            return null;
        }

        Shape shape = new(extents.Select(extent => (int)extent));
        if (shape.Elements <= int.MaxValue)
            return shape;
        problems.Add(new Problem("GG0103", stack, 0, "dimensions", new([$"Input{given}", $"it has more than {int.MaxValue} elements"])));
        return null;
    }

    private static string? Order(Layer? before, Layer layer) => (before, layer) switch
    {
        (LossLayer, _) => "GG0104",
        (SoftmaxLayer, SoftmaxCrossEntropyLayer) => "GG0106",
        (ActivationLayer first, ActivationLayer second) when first.Use.Kind == second.Use.Kind => "GG0107",
        (DenseLayer, DenseLayer) => "GG0108",
        _ => null,
    };

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(character => character is '_' || char.IsLetterOrDigit(character));
}
