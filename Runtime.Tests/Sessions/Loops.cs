using GraphGen.CompilerServices;

namespace GraphGen.Tests.Sessions;

/// <summary>Plain loops in place of the kernels; an element's sum runs in one order, whatever the parts.</summary>
internal static unsafe class Loops
{
    public static void Forward(Part part, Tensor<float> x, PanelMatrix weight, ParameterVector bias, Tensor<float> y)
    {
        for (int row = part.RowStart; row < part.RowEnd; row++)
        {
            for (int output = part.ColumnStart * 32; output < Math.Min(part.ColumnEnd * 32, weight.Outputs); output++)
            {
                float sum = bias.Data[output];
                for (int input = 0; input < weight.Inputs; input++)
                    sum += x.Data[row * x.Stride + input] * *Element(weight, input, output);
                y.Data[row * y.Stride + output] = sum;
            }
        }
    }

    public static void Loss(
        Part part, int count, Tensor<float> y, bool classes, Tensor<int> indices, Tensor<float> values, Tensor<float> loss, Tensor<float> gradient)
    {
        for (int row = part.RowStart; row < part.RowEnd && !part.IsEmpty; row++)
        {
            float sum = 0;
            for (int column = 0; column < y.Columns; column++)
            {
                float target = classes ? (indices.Data[row] == column ? 1f : 0f) : values.Data[row * values.Stride + column];
                float difference = y.Data[row * y.Stride + column] - target;
                sum += difference * difference;
                gradient.Data[row * gradient.Stride + column] = 2 * difference / (count * (classes ? 1 : y.Columns));
            }

            loss.Data[row] = sum;
        }
    }

    public static void Parameters(Part part, int count, Tensor<float> x, Tensor<float> dy, PanelMatrix weight, ParameterVector bias)
    {
        if (part.IsEmpty)
            return;
        for (int output = part.ColumnStart * 32; output < Math.Min(part.ColumnEnd * 32, weight.Outputs); output++)
        {
            for (int input = part.RowStart; input < part.RowEnd; input++)
            {
                float sum = 0;
                for (int row = 0; row < count; row++)
                    sum += x.Data[row * x.Stride + input] * dy.Data[row * dy.Stride + output];
                *Element(weight, input, output) = sum;
            }

            float total = 0;
            for (int row = 0; row < count && part.RowStart == 0; row++)
                total += dy.Data[row * dy.Stride + output];
            if (part.RowStart == 0)
                bias.Data[output] = total;
        }
    }

    private static float* Element(PanelMatrix weight, int input, int output)
    {
        int panel = output / 32;
        return weight.Panel(panel) + input * weight.WidthOf(panel) + output % 32;
    }
}
