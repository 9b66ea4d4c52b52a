using System.Globalization;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>Axes count from 0; negative ones from the last.</summary>
internal static class AxisRule
{
    /// <summary>The axis that an argument says.</summary>
    public static int Find(LayerUse use, string argument, int otherwise, Shape shape)
    {
        int axis = use.Integer(argument, otherwise);
        return axis < 0 ? axis + shape.Rank : axis;
    }

    /// <summary>The mistake if there is no such axis, else null.</summary>
    public static Inference? Find(Layer layer, LayerUse use, string argument, int otherwise, Shape shape, out int axis)
    {
        axis = Find(use, argument, otherwise, shape);
        return axis >= 0 && axis < shape.Rank
            ? null
            : Inference.OperandError(
                0,
                layer.Title,
                $"a value that has the axis {use.Integer(argument, otherwise).ToString(CultureInfo.InvariantCulture)}",
                shape.ToString(),
                $"choose one from {(-shape.Rank).ToString(CultureInfo.InvariantCulture)} to {(shape.Rank - 1).ToString(CultureInfo.InvariantCulture)}");
    }
}
