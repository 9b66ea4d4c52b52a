using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GraphGen.CompilerServices;

/// <summary>(x − mean) · factor: each element for itself, so the bits don't depend on the width of vectors.</summary>
internal static class NormalizationLoops
{
    /// <summary>One mean for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<float> values, float mean, float factor)
    {
        ref float first = ref MemoryMarshal.GetReference(values);
        var means = new Vector<float>(mean);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            ((Vector.LoadUnsafe(ref first, (nuint)i) - means) * factor).StoreUnsafe(ref first, (nuint)i);
        for (; i < values.Length; i++)
            values[i] = (values[i] - mean) * factor;
    }

    /// <summary>A mean for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<float> values, ReadOnlySpan<float> means, ReadOnlySpan<float> factors)
    {
        means = means[..values.Length];
        factors = factors[..values.Length];
        ref float first = ref MemoryMarshal.GetReference(values);
        ref float mean = ref MemoryMarshal.GetReference(means);
        ref float factor = ref MemoryMarshal.GetReference(factors);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> centred = Vector.LoadUnsafe(ref first, (nuint)i) - Vector.LoadUnsafe(ref mean, (nuint)i);
            (centred * Vector.LoadUnsafe(ref factor, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < values.Length; i++)
            values[i] = (values[i] - means[i]) * factors[i];
    }
}
