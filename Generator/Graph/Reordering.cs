using System.Globalization;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>The operation between two orders of the same picture: see <see cref="MemoryOrder"/>.</summary>
internal static class Reordering
{
    public static Operation Copy(Value from, Value to)
    {
        Shape picture = (to.Picture ?? from.Picture)!;
        int channels = picture.Dimensions[0], pixels = picture.Dimensions[1] * picture.Dimensions[2];
        return new Operation(
            $"{from.Name} {(to.Picture is null ? "channel by channel" : "channels last")}",
            to.Picture is null ? "PictureOrder.ToPlanar" : "PictureOrder.ToChannelsLast",
            Split.BySamples(picture.Elements, 8 * picture.Elements),
            [Operand.Rows(from), Operand.Written(to), Extent("channels", channels), Extent("width", picture.Dimensions[2])],
            default);

        Operand Extent(string name, int extent) => Operand.Text($"{name}: {extent.ToString(CultureInfo.InvariantCulture)}");
    }
}
