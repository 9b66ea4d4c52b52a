using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Convolutions;

/// <summary>Convolutions give the same bits however they are shared out, and whatever the vectors' width.</summary>
[Collection(nameof(ConvolutionTests))]
public unsafe class ConvolutionBitsTests
{
    public static TheoryData<int> Cases => ConvolutionTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parts(int number)
    {
        ConvolutionCase test = ConvolutionTests.Case(number, samples: 3);
        Random random = new(number);
        Results whole = Run(test, [new(0, 3, 0, test.FilterPanels)], [new(0, 3, 0, test.ChannelPanels)], [new(0, test.Inputs, 0, test.FilterPanels)]);
        Results parts = Run(
            test, Cut(random, 3, test.FilterPanels), Cut(random, 3, test.ChannelPanels), Cut(random, test.Inputs, test.FilterPanels));
        whole.ExpectEqual(parts, test);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Widths(int number)
    {
        ConvolutionCase test = ConvolutionTests.Case(number);
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

    /// <summary>Each sample's sums, made by anyone and added up in order, are what an owner of the weights sums up.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void PartialSumsAreTheGradient(int number)
    {
        ConvolutionCase test = ConvolutionTests.Case(number, samples: 4);
        Random random = new(number);
        PanelMatrix owned = test.NewWeight(3f), summed = test.NewWeight(3f);
        ParameterVector ownedBias = test.NewBias(), summedBias = test.NewBias();
        Tensor<float> partial = test.NewPartial();
        foreach (bool accumulate in (bool[])[false, true])
        {
            KernelBuffers.Run(
                4, accumulate, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, owned, ownedBias, test.Shape),
                new Part(0, test.Inputs, 0, test.FilterPanels));
            Tensor<float> sums = new(partial.Data, 1, partial.Columns, partial.Stride);
            KernelBuffers.Run(4, false, w => Convolution.PartialGradients(ref w, 0, test.X, test.Dy, sums, test.Shape), Cut(random, 4, 1));
            KernelBuffers.Run(
                4, accumulate, w => Convolution.SumGradients(ref w, 0, sums, summed, summedBias, test.Shape),
                Cut(random, test.Inputs, test.FilterPanels));
            Assert.Equal(test.Elements(owned), test.Elements(summed));
            Assert.Equal(ConvolutionCase.Elements(ownedBias), ConvolutionCase.Elements(summedBias));
        }
    }

    /// <summary>A batch in two halves whose gradients are accumulated gives the bits of the whole batch.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void AccumulatedHalvesAreTheWhole(int number)
    {
        ConvolutionCase test = ConvolutionTests.Case(number, samples: 5);
        PanelMatrix whole = test.NewWeight(3f), halves = test.NewWeight(3f);
        ParameterVector wholeBias = test.NewBias(), halvesBias = test.NewBias();
        Part all = new(0, test.Inputs, 0, test.FilterPanels);
        KernelBuffers.Run(5, false, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, whole, wholeBias, test.Shape), all);
        var (x, dy) = test.From(2);
        KernelBuffers.Run(2, false, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, halves, halvesBias, test.Shape), all);
        KernelBuffers.Run(3, true, w => Convolution.BackwardParameters(ref w, 0, x, dy, halves, halvesBias, test.Shape), all);
        Assert.Equal(test.Elements(whole), test.Elements(halves));
        Assert.Equal(ConvolutionCase.Elements(wholeBias), ConvolutionCase.Elements(halvesBias));
    }

    /// <summary>The second use of a weight in one backward pass adds to the first, as an accumulating step would.</summary>
    [Fact]
    public void ASecondUseContinuesTheGradient()
    {
        ConvolutionCase test = ConvolutionTests.Case(3, samples: 2);
        PanelMatrix uses = test.NewWeight(3f), steps = test.NewWeight(3f);
        Part all = new(0, test.Inputs, 0, test.FilterPanels);
        KernelBuffers.Run(2, false, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, uses, test.Shape), all);
        KernelBuffers.Run(2, false, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, uses, test.Shape, accumulate: true), all);
        KernelBuffers.Run(2, false, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, steps, test.Shape), all);
        float[] once = test.Elements(steps);
        KernelBuffers.Run(2, true, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, steps, test.Shape), all);
        Assert.Equal(test.Elements(steps), test.Elements(uses));
        Assert.NotEqual(once, test.Elements(uses));
    }

    [Fact]
    public void BiasGradientAlone()
    {
        ConvolutionCase test = ConvolutionTests.Case(13, samples: 3);
        ParameterVector alone = test.NewBias(), together = test.NewBias();
        KernelBuffers.Run(
            3, false, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, test.NewWeight(0f), together, test.Shape),
            new Part(0, test.Inputs, 0, test.FilterPanels));
        KernelBuffers.Run(
            3, false, w => Convolution.BiasGradient(ref w, 0, test.Dy, alone), [.. Enumerable.Range(0, test.FilterPanels).Select(i => new Part(0, 1, i, i + 1))]);
        Assert.Equal(ConvolutionCase.Elements(together), ConvolutionCase.Elements(alone));
    }

    /// <summary>Memory of the thread grows once.</summary>
    [Fact]
    public void NothingIsAllocated()
    {
        ConvolutionCase[] tests = [.. Enumerable.Range(0, ConvolutionShapes.Named().Count()).Select(number => ConvolutionTests.Case(number, samples: 2))];
        Buffers[] buffers = [.. tests.Select(test => new Buffers(test))];
        // The compiler may allocate while it makes warm code anew: one clean round of several is proof.
        long[] allocated = new long[8];
        for (int round = 0; round < allocated.Length; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < tests.Length; i++)
                buffers[i].Run();
            allocated[round] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated.Min());
    }

    private static Results Whole(ConvolutionCase test) => Run(
        test, [new(0, test.Samples, 0, test.FilterPanels)], [new(0, test.Samples, 0, test.ChannelPanels)], [new(0, test.Inputs, 0, test.FilterPanels)]);

    private static Results Run(ConvolutionCase test, Part[] forward, Part[] data, Part[] weight)
    {
        Tensor<float> y = test.NewY(), dx = test.NewDx();
        PanelMatrix gradient = test.NewWeight(3f);
        ParameterVector bias = test.NewBias();
        KernelBuffers.Run(
            test.Samples, false,
            w => Convolution.Forward(ref w, 0, test.X, test.Weight, y, test.Shape, Epilogue.Chain(Epilogue.Bias(test.Bias), Epilogue.Map(new Relu()))), forward);
        KernelBuffers.Run(
            test.Samples, false,
            w => Convolution.BackwardData(ref w, 0, test.Dy, test.Weight, dx, test.Shape, Epilogue.Bias(test.ChannelBias)), data);
        KernelBuffers.Run(test.Samples, false, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, gradient, bias, test.Shape), weight);
        return new Results(
            KernelBuffers.Elements(y, test.Samples), KernelBuffers.Elements(dx, test.Samples), test.Elements(gradient), ConvolutionCase.Elements(bias));
    }

    /// <summary>Cuts rows into up to four parts, and the columns of each.</summary>
    private static Part[] Cut(Random random, int rows, int columns)
    {
        List<Part> parts = [];
        for (int row = 0; row < rows;)
        {
            int rowEnd = random.Next(2) == 0 ? rows : random.Next(row + 1, rows + 1);
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
        private readonly Region _forward = RegionOf(test, new Part(0, test.Samples, 0, test.FilterPanels));
        private readonly Region _data = RegionOf(test, new Part(0, test.Samples, 0, test.ChannelPanels));
        private readonly Region _weight = RegionOf(test, new Part(0, test.Inputs, 0, test.FilterPanels));

        public void Run()
        {
            Worker forward = new(_forward, 0), data = new(_data, 0), weight = new(_weight, 0);
            Convolution.Forward(ref forward, 0, test.X, test.Weight, _y, test.Shape, Epilogue.Bias(test.Bias));
            Convolution.BackwardData(ref data, 0, test.Dy, test.Weight, _dx, test.Shape, Epilogue.None);
            Convolution.BackwardParameters(ref weight, 0, test.X, test.Dy, _gradient, _bias, test.Shape);
        }

        private static Region RegionOf(ConvolutionCase test, Part part) => new() { Parts = [part], Workers = 1, Count = test.Samples };
    }
}
