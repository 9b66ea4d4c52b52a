using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>Weight and bias of normalisations that know nothing of other samples.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NormGradients
{
    /// <summary>
    /// The gradients of weight and bias from each sample's own sums, in one chain in ascending sample order: accumulated small
    /// batches equal the large one. Shared out in panels of 32 channels.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="sums">Two rows a sample: Σ dy, and Σ dy·x̂ where x̂ is the normalised input.</param>
    /// <param name="weightGradient">Receives the sums of the second rows.</param>
    /// <param name="biasGradient">Receives the sums of the first rows.</param>
    /// <param name="accumulate">Whether the stored sums are continued though the step does not accumulate: for the second use of a weight in one pass.</param>
    public static void Add(
        ref Worker w, int stage, in Tensor<float> sums, in ParameterVector weightGradient, in ParameterVector biasGradient, bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        accumulate |= w.Accumulate;
        int start = part.ColumnStart * PanelMatrix.Width, width = Math.Min(part.ColumnEnd * PanelMatrix.Width, sums.Stride) - start;
        ColumnSum.Run(sums.Data + start, 2 * sums.Stride, w.Count, width, biasGradient.Data + start, accumulate);
        ColumnSum.Run(sums.Data + sums.Stride + start, 2 * sums.Stride, w.Count, width, weightGradient.Data + start, accumulate);
    }
}
