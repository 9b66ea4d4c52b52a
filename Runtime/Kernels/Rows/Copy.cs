using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>Moves elements between layouts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Copy
{
    /// <summary>
    /// The same elements in row-major order, sample by sample, under other rows and columns: what flattening and reshaping
    /// do where padding forbids a view. Padding becomes zero. Shared out by samples.
    /// </summary>
    public static void Rows(ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y)
    {
        Part part = w.Part(stage);
        for (int sample = part.RowStart; sample < part.RowEnd && !part.IsEmpty; sample++)
        {
            float* from = x.Data + (nint)sample * x.Rows * x.Stride;
            float* to = y.Data + (nint)sample * y.Rows * y.Stride;
            new Span<float>(to, y.Rows * y.Stride).Clear();
            int elements = y.Rows * y.Columns;
            for (int element = 0; element < elements;)
            {
                int fromColumn = element % x.Columns;
                int toColumn = element % y.Columns;
                int run = Math.Min(x.Columns - fromColumn, y.Columns - toColumn);
                new Span<float>(from + (nint)(element / x.Columns) * x.Stride + fromColumn, run)
                    .CopyTo(new Span<float>(to + (nint)(element / y.Columns) * y.Stride + toColumn, run));
                element += run;
            }
        }
    }
}
