using System.Runtime.CompilerServices;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels;

/// <summary>A pointwise function of the user's in the kernel that runs it, forward and backward.</summary>
public unsafe class OwnFunctionTests
{
    private const int Samples = 3;
    private const int Rows = 2;

    public static TheoryData<int> Columns => [1, 15, 16, 17, 33, 50];

    /// <summary>x / (1 + |x|): the example in the documentation of <see cref="IPointwiseFunction"/>.</summary>
    public readonly struct Softsign : IPointwiseFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : struct, ISimd<V> => x / (V.Create(1f) + V.Abs(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Derivative<V>(V x) where V : struct, ISimd<V>
        {
            V d = V.Create(1f) + V.Abs(x);
            return V.Create(1f) / (d * d);
        }
    }

    /// <summary>1 / x, infinite for the zeros in the padding.</summary>
    private readonly struct Reciprocal : IPointwiseFunction
    {
        public static V Apply<V>(V x) where V : struct, ISimd<V> => V.Create(1f) / x;

        public static V Derivative<V>(V x) where V : struct, ISimd<V> => V.Create(-1f) / (x * x);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void ForwardAndBackward(int columns) => Check<Softsign>(columns, x => x / (1 + Math.Abs(x)), x => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x))));

    /// <summary>What the function makes of the padding reaches no other kernel.</summary>
    [Theory]
    [MemberData(nameof(Columns))]
    public void ASingularFunctionKeepsThePaddingFinite(int columns) => Check<Reciprocal>(columns, x => 1 / x, x => -1 / (x * x));

    [Fact]
    public void NoGradientInNoneOutAndANaNPasses()
    {
        float* lanes = stackalloc float[4] { 0f, -0f, float.NaN, 2f };
        default(OwnFunction<Reciprocal>).Backward(Simd128.Load(lanes), Simd128.Zero).Store(lanes);
        Assert.Equal([0f, 0f, float.NaN, float.NegativeInfinity], new ReadOnlySpan<float>(lanes, 4).ToArray());
    }

    private static void Check<TOp>(int columns, Func<double, double> function, Func<double, double> slope) where TOp : struct, IPointwiseFunction
    {
        var (xBuffer, x) = KernelBuffers.Padded(Samples, Rows, columns, 1, padding: 0f);
        var (yBuffer, y) = KernelBuffers.Padded(Samples, Rows, columns, 2, padding: 9f);
        var (dyBuffer, dy) = KernelBuffers.Padded(Samples, Rows, columns, 3, padding: 0f);
        var (dxBuffer, dx) = KernelBuffers.Padded(Samples, Rows, columns, 4, padding: 9f);
        OwnFunction<TOp> op = default;
        // Two workers side by side if there are two panels, one on top of the other if not.
        Part[] parts = columns > 32 ? [new(0, Samples, 0, 1), new(0, Samples, 1, 2)] : [new(0, 1, 0, 1), new(1, Samples, 0, 1)];
        var forward = Epilogue.Chain(Epilogue.Map(op), Epilogue.ClearPadding(columns));
        var backward = Epilogue.Derivative(op, x);
        KernelBuffers.Run(Samples, false, w => Pointwise.Run(ref w, 0, x, y, forward), parts);
        KernelBuffers.Run(Samples, false, w => Pointwise.Run(ref w, 0, dy, dx, backward), parts);
        float[] inputs = KernelBuffers.Elements(x, Samples), gradients = KernelBuffers.Elements(dy, Samples);
        Close([.. inputs.Select(value => function(value))], KernelBuffers.Elements(y, Samples));
        Close([.. inputs.Select((value, i) => slope(value) * gradients[i])], KernelBuffers.Elements(dx, Samples));
        float[] whole = [.. yBuffer.Span, .. dxBuffer.Span];
        for (int i = 0; i < yBuffer.Length; i++)
        {
            if (i % x.Stride >= columns)
                Assert.Equal((0f, 0f), (yBuffer.Span[i], dxBuffer.Span[i]));
        }

        Part all = new(0, Samples, 0, 2);
        Pointwise.Loop<Then<Map<OwnFunction<TOp>>, ClearPadding>, Simd128>(all, x, y, forward);
        Pointwise.Loop<Derivative<OwnFunction<TOp>>, Simd128>(all, dy, dx, backward);
        Assert.Equal(whole, (float[])[.. yBuffer.Span, .. dxBuffer.Span]);
        Pointwise.Loop<Then<Map<OwnFunction<TOp>>, ClearPadding>, Simd256>(all, x, y, forward);
        Pointwise.Loop<Derivative<OwnFunction<TOp>>, Simd256>(all, dy, dx, backward);
        Assert.Equal(whole, (float[])[.. yBuffer.Span, .. dxBuffer.Span]);
        Pointwise.Loop<Then<Map<OwnFunction<TOp>>, ClearPadding>, Simd512>(all, x, y, forward);
        Pointwise.Loop<Derivative<OwnFunction<TOp>>, Simd512>(all, dy, dx, backward);
        Assert.Equal(whole, (float[])[.. yBuffer.Span, .. dxBuffer.Span]);
        GC.KeepAlive((xBuffer, dyBuffer));
    }

    private static void Close(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-6 * Math.Abs(expected[i]), $"Element {i} is {actual[i]} instead of {expected[i]}.");
    }
}
