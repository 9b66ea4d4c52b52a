using GraphGen.CompilerServices;
using GraphGen.Tests.Kernels.Convolutions;

namespace GraphGen.Tests.Kernels.Winograds;

/// <summary>Convolution by tiles gives the same bits however it is shared out, whatever the vectors' width, wherever a sample stands.</summary>
[Collection(nameof(ConvolutionTests))]
public unsafe class WinogradBitsTests
{
    public static TheoryData<int> Cases => WinogradTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parts(int number)
    {
        ConvolutionCase test = WinogradShapes.Case(number, samples: 5);
        Random random = new(number);
        Results parts = Run(
            test, Cut(random, 5, test.FilterPanels), Cut(random, 5, test.ChannelPanels), Cut(random, test.Shape.Channels / 16, test.FilterPanels));
        Whole(test).ExpectEqual(parts, test);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Widths(int number)
    {
        ConvolutionCase test = WinogradShapes.Case(number);
        int widest = PanelProduct.VectorBits;
        Results widestResults = Whole(test);
        try
        {
            foreach (int bits in (int[])[256, 128])
            {
                PanelProduct.VectorBits = bits;
                widestResults.ExpectEqual(Whole(test), test);
            }
        }
        finally
        {
            PanelProduct.VectorBits = widest;
        }
    }

    /// <summary>A sample's results are those that it has alone.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Batches(int number)
    {
        ConvolutionCase test = WinogradShapes.Case(number, samples: 4);
        Results batch = Whole(test);
        for (int sample = 0; sample < 4; sample++)
        {
            var (x, dy) = test.From(sample);
            Tensor<float> y = test.NewY(), dx = test.NewDx();
            KernelBuffers.Run(
                1, false, w => Winograd.Forward(ref w, 0, x, WinogradWeights.Transformed(test), y, test.Shape, Epilogue.Bias(test.Bias)),
                new Part(0, 1, 0, test.FilterPanels));
            KernelBuffers.Run(
                1, false, w => Winograd.BackwardData(ref w, 0, dy, WinogradWeights.Turned(test), dx, test.Shape, Epilogue.None), new Part(0, 1, 0, test.ChannelPanels));
            int pixels = y.Rows * y.Columns, inputPixels = dx.Rows * dx.Columns;
            Assert.Equal(batch.Y.AsSpan(sample * pixels, pixels).ToArray(), KernelBuffers.Elements(y, 1));
            Assert.Equal(batch.Dx.AsSpan(sample * inputPixels, inputPixels).ToArray(), KernelBuffers.Elements(dx, 1));
        }
    }

    /// <summary>A batch in two parts whose gradients are accumulated gives the bits of the whole batch, if the cut is between chunks.</summary>
    [Theory]
    [InlineData(6, 32)]
    [InlineData(13, 1)]
    [InlineData(14, 16)]
    public void AccumulatedHalvesAreTheWhole(int number, int cut)
    {
        int samples = cut + 3;
        ConvolutionCase test = WinogradShapes.Case(number, samples);
        PanelMatrix whole = test.NewWeight(3f), halves = test.NewWeight(3f);
        ParameterVector wholeBias = test.NewBias(), halvesBias = test.NewBias();
        Part all = new(0, test.Shape.Channels / 16, 0, test.FilterPanels);
        KernelBuffers.Run(samples, false, w => Winograd.BackwardParameters(ref w, 0, test.X, test.Dy, whole, wholeBias, test.Shape), all);
        var (x, dy) = test.From(cut);
        KernelBuffers.Run(cut, false, w => Winograd.BackwardParameters(ref w, 0, test.X, test.Dy, halves, halvesBias, test.Shape), all);
        KernelBuffers.Run(samples - cut, true, w => Winograd.BackwardParameters(ref w, 0, x, dy, halves, halvesBias, test.Shape), all);
        Assert.Equal(test.Elements(whole), test.Elements(halves));
        Assert.Equal(ConvolutionCase.Elements(wholeBias), ConvolutionCase.Elements(halvesBias));
    }

    /// <summary>The second use of a weight in one backward pass adds to the first, as an accumulating step would.</summary>
    [Fact]
    public void ASecondUseContinuesTheGradient()
    {
        ConvolutionCase test = WinogradShapes.Case(6);
        PanelMatrix uses = test.NewWeight(3f), steps = test.NewWeight(3f);
        Part all = new(0, test.Shape.Channels / 16, 0, test.FilterPanels);
        KernelBuffers.Run(2, false, w => Winograd.BackwardParameters(ref w, 0, test.X, test.Dy, uses, test.Shape), all);
        float[] once = test.Elements(uses);
        KernelBuffers.Run(2, false, w => Winograd.BackwardParameters(ref w, 0, test.X, test.Dy, uses, test.Shape, accumulate: true), all);
        KernelBuffers.Run(2, false, w => Winograd.BackwardParameters(ref w, 0, test.X, test.Dy, steps, test.Shape), all);
        KernelBuffers.Run(2, true, w => Winograd.BackwardParameters(ref w, 0, test.X, test.Dy, steps, test.Shape), all);
        Assert.Equal(test.Elements(steps), test.Elements(uses));
        Assert.NotEqual(once, test.Elements(uses));
    }

    /// <summary>Each sample's sums of a small weight, made by anyone and added up in order, are what an owner of the weight sums up.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(13)]
    public void PartialSumsAreTheGradient(int number)
    {
        ConvolutionCase test = WinogradShapes.Case(number, samples: 4);
        Random random = new(number);
        PanelMatrix owned = test.NewWeight(3f), summed = test.NewWeight(3f);
        ParameterVector ownedBias = test.NewBias(), summedBias = test.NewBias();
        Tensor<float> partial = test.NewPartial();
        foreach (bool accumulate in (bool[])[false, true])
        {
            KernelBuffers.Run(
                4, accumulate, w => Winograd.BackwardParameters(ref w, 0, test.X, test.Dy, owned, ownedBias, test.Shape),
                new Part(0, test.Shape.Channels / 16, 0, test.FilterPanels));
            Tensor<float> sums = new(partial.Data, 1, partial.Columns, partial.Stride);
            KernelBuffers.Run(4, false, w => Winograd.PartialGradients(ref w, 0, test.X, test.Dy, sums, test.Shape), Cut(random, 4, 1));
            KernelBuffers.Run(
                4, accumulate, w => Convolution.SumGradients(ref w, 0, sums, summed, summedBias, test.Shape),
                Cut(random, test.Inputs, test.FilterPanels));
            Assert.Equal(test.Elements(owned), test.Elements(summed));
            Assert.Equal(ConvolutionCase.Elements(ownedBias), ConvolutionCase.Elements(summedBias));
        }
    }

    /// <summary>Memory of the thread grows once.</summary>
    [Fact]
    public void NothingIsAllocated()
    {
        ConvolutionCase[] tests = [.. Enumerable.Range(0, WinogradShapes.Count).Select(number => WinogradShapes.Case(number, samples: 2))];
        Buffers[] buffers = [.. tests.Select(test => new Buffers(test))];
        long[] allocated = new long[2];
        for (int round = 0; round < allocated.Length; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < tests.Length; i++)
                buffers[i].Run();
            allocated[round] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated[1]);
    }

    private static Results Whole(ConvolutionCase test) => Run(
        test, [new(0, test.Samples, 0, test.FilterPanels)], [new(0, test.Samples, 0, test.ChannelPanels)],
        [new(0, test.Shape.Channels / 16, 0, test.FilterPanels)]);

    private static Results Run(ConvolutionCase test, Part[] forward, Part[] data, Part[] weight)
    {
        Tensor<float> y = test.NewY(), dx = test.NewDx();
        PanelMatrix gradient = test.NewWeight(3f);
        ParameterVector bias = test.NewBias();
        KernelBuffers.Run(test.Samples, false, w => Winograd.Forward(ref w, 0, test.X, WinogradWeights.Transformed(test), y, test.Shape, Epilogue.Bias(test.Bias)), forward);
        KernelBuffers.Run(test.Samples, false, w => Winograd.BackwardData(ref w, 0, test.Dy, WinogradWeights.Turned(test), dx, test.Shape, Epilogue.None), data);
        KernelBuffers.Run(test.Samples, false, w => Winograd.BackwardParameters(ref w, 0, test.X, test.Dy, gradient, bias, test.Shape), weight);
        return new Results(
            KernelBuffers.Elements(y, test.Samples), KernelBuffers.Elements(dx, test.Samples), test.Elements(gradient), ConvolutionCase.Elements(bias));
    }

    /// <summary>Cuts rows into parts at random, and the columns of each.</summary>
    private static Part[] Cut(Random random, int rows, int columns)
    {
        List<Part> parts = [];
        for (int row = 0; row < rows;)
        {
            int rowEnd = random.Next(row + 1, rows + 1);
            for (int column = 0; column < columns;)
            {
                int columnEnd = random.Next(column + 1, columns + 1);
                parts.Add(new Part(row, rowEnd, column, columnEnd));
                column = columnEnd;
            }

            row = rowEnd;
        }

        return [.. parts];
    }

    private sealed record Results(float[] Y, float[] Dx, float[] Weight, float[] Bias)
    {
        public void ExpectEqual(Results other, ConvolutionCase test)
        {
            Assert.True(Y.AsSpan().SequenceEqual(other.Y), $"y: {test}");
            Assert.True(Dx.AsSpan().SequenceEqual(other.Dx), $"dx: {test}");
            Assert.True(Weight.AsSpan().SequenceEqual(other.Weight), $"dW: {test}");
            Assert.True(Bias.AsSpan().SequenceEqual(other.Bias), $"db: {test}");
        }
    }

    /// <summary>All kernels of one case, called without a delegate in between.</summary>
    private sealed class Buffers(ConvolutionCase test)
    {
        private readonly Tensor<float> _y = test.NewY(), _dx = test.NewDx();
        private readonly PanelMatrix _gradient = test.NewWeight(0f);
        private readonly ParameterVector _bias = test.NewBias();
        private readonly ParameterVector _transformed = WinogradWeights.New(test, test.Shape.Filters), _turned = WinogradWeights.New(test, test.Shape.Channels);
        private readonly Region _samples = RegionOf(test, new Part(0, test.Samples, 0, test.FilterPanels));
        private readonly Region _data = RegionOf(test, new Part(0, test.Samples, 0, test.ChannelPanels));
        private readonly Region _weight = RegionOf(test, new Part(0, test.Shape.Channels / 16, 0, test.FilterPanels));

        public void Run()
        {
            Worker samples = new(_samples, 0), data = new(_data, 0), weight = new(_weight, 0);
            Winograd.TransformWeight(ref samples, 0, test.Weight, _transformed);
            Winograd.TurnWeight(ref data, 0, test.Weight, _turned);
            Winograd.Forward(ref samples, 0, test.X, _transformed, _y, test.Shape, Epilogue.Bias(test.Bias));
            Winograd.BackwardData(ref data, 0, test.Dy, _turned, _dx, test.Shape, Epilogue.None);
            Winograd.BackwardParameters(ref weight, 0, test.X, test.Dy, _gradient, _bias, test.Shape);
        }

        private static Region RegionOf(ConvolutionCase test, Part part) => new() { Parts = [part], Workers = 1, Count = test.Samples };
    }
}
