using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels;

/// <summary>Elementwise work with a second operand or constants, against plain loops, on every width.</summary>
public class EpilogueTests
{
    private const int Samples = 4;
    private const int Rows = 2;

    public static TheoryData<int> Columns => [1, 15, 16, 17, 31, 32, 33, 65];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Adds(int columns) => Check(columns, Epilogue.Add, (value, other) => value + other);

    [Theory]
    [MemberData(nameof(Columns))]
    public void Subtracts(int columns) => Check(columns, Epilogue.Subtract, (value, other) => value - other);

    [Theory]
    [MemberData(nameof(Columns))]
    public void IsSubtracted(int columns) => Check(columns, Epilogue.SubtractFrom, (value, other) => other - value);

    [Theory]
    [MemberData(nameof(Columns))]
    public void Multiplies(int columns) => Check(columns, Epilogue.Multiply, (value, other) => value * other);

    [Theory]
    [MemberData(nameof(Columns))]
    public void ScalesAndShifts(int columns) => Check(columns, _ => Epilogue.Affine(-1.7f, 0.3f), (value, _) =>
    {
        // Two roundings: stored in between, so that nothing fuses them.
        float scaled = value * -1.7f;
        return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(scaled)) + 0.3f;
    });

    private static void Check<T>(int columns, Func<Tensor<float>, T> epilogue, Func<float, float, float> expected) where T : struct, IEpilogue
    {
        var (xBuffer, x) = KernelBuffers.Padded(Samples, Rows, columns, 1, padding: 0f);
        var (otherBuffer, other) = KernelBuffers.Padded(Samples, Rows, columns, 2, padding: 9f);
        var (yBuffer, y) = KernelBuffers.Padded(Samples, Rows, columns, 3, padding: 9f);
        T chain = epilogue(other);
        int panels = (columns + 31) / 32;
        KernelBuffers.Run(
            Samples, false, w => Pointwise.Run(ref w, 0, x, y, chain),
            new Part(0, 1, 0, panels), new Part(1, Samples, 0, 1), new Part(1, Samples, 1, panels));
        float[] values = KernelBuffers.Elements(y, Samples);
        Assert.Equal(KernelBuffers.Elements(x, Samples).Zip(KernelBuffers.Elements(other, Samples), expected), values);
        Part all = new(0, Samples, 0, panels);
        Pointwise.Loop<T, Simd128>(all, x, y, chain);
        Assert.Equal(values, KernelBuffers.Elements(y, Samples));
        Pointwise.Loop<T, Simd256>(all, x, y, chain);
        Assert.Equal(values, KernelBuffers.Elements(y, Samples));
        Pointwise.Loop<T, Simd512>(all, x, y, chain);
        Assert.Equal(values, KernelBuffers.Elements(y, Samples));
        GC.KeepAlive((xBuffer, otherBuffer, yBuffer));
    }
}
