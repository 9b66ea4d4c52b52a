using System.Runtime.InteropServices;

namespace GraphGen.Tests.Optimizers;

/// <summary>Aligned memory, padded with zeros to a multiple of 16, as the sessions hand it to optimizers.</summary>
internal sealed unsafe class FlatBuffer : IDisposable
{
    public FlatBuffer(params ReadOnlySpan<float> values)
    {
        Length = (values.Length + 15) & ~15;
        Data = (float*)NativeMemory.AlignedAlloc((nuint)Length * sizeof(float), 64);
        All.Clear();
        values.CopyTo(All);
    }

    public float* Data { get; }

    public int Length { get; }

    public Span<float> All => new(Data, Length);

    public void Dispose() => NativeMemory.AlignedFree(Data);
}
