using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Graph;

/// <summary>Values that go nowhere: what computes them alone is never trained, unless it ends in a loss.</summary>
internal static class UnusedValues
{
    public static IEnumerable<Problem> Problems(UnitModel unit) =>
        from value in unit.Wiring?.Unused ?? EquatableArray<UnusedValue>.Empty
        where value.Steps.Count == 0 || value.Steps.Any(step => !EndsInLoss(unit, unit.Wiring!.Steps[step]))
        select new Problem("GG0202", value.Place, value.Text);

    private static bool EndsInLoss(UnitModel unit, GraphStep step) =>
        step.Stack >= 0 && EndsInLoss(unit.Stacks[step.Stack]);

    public static bool EndsInLoss(StackModel stack) => stack.Layers.LastOrDefault() is { } last && LayerCatalog.Create(last) is LossLayer;
}
