using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Convolutions;

/// <summary>The kernels of convolutions against plain loops in double precision.</summary>
[Collection(nameof(ConvolutionTests))]
public unsafe class ConvolutionTests
{
    private const double Tolerance = 2e-6;
    private const int RandomShapes = 120;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ConvolutionShapes.Named().Count() + RandomShapes)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward(int number)
    {
        ConvolutionCase test = Case(number);
        Tensor<float> y = test.NewY();
        KernelBuffers.Run(
            test.Samples, false,
            w => Convolution.Forward(ref w, 0, test.X, test.Weight, y, test.Shape, Epilogue.Chain(Epilogue.Bias(test.Bias), Epilogue.Map(new Relu()))),
            new Part(0, test.Samples, 0, test.FilterPanels));
        Sums sums = new(test.Samples * y.Rows * y.Columns);
        for (int i = 0; i < sums.Count; i++)
            sums.Add(i, test.Bias.Data[i % y.Columns]);
        test.ForEachProduct((sample, row, filter, pixel, channel, _, weight) =>
            sums.Add(row * y.Columns + filter, (double)weight * test.Input(sample, pixel.Row, pixel.Column, channel)));
        sums.Expect(KernelBuffers.Elements(y, test.Samples), test, sum => Math.Max(0, sum));
        Assert.All(test.Elements(y), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BackwardData(int number)
    {
        ConvolutionCase test = Case(number, outputPadding: 9f);
        Tensor<float> dx = test.NewDx();
        KernelBuffers.Run(
            test.Samples, false, w => Convolution.BackwardData(ref w, 0, test.Dy, test.Weight, dx, test.Shape, Epilogue.None),
            new Part(0, test.Samples, 0, test.ChannelPanels));
        Sums sums = DataGradient(test, dx);
        sums.Expect(KernelBuffers.Elements(dx, test.Samples), test, sum => sum);
        for (int row = 0; row < test.Samples * dx.Rows; row++)
            Assert.All(new ReadOnlySpan<float>(dx.Data + row * dx.Stride + dx.Columns, dx.Stride - dx.Columns).ToArray(), padding => Assert.Equal(0f, padding));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BackwardDataWithAnEpilogue(int number)
    {
        ConvolutionCase test = Case(number);
        Tensor<float> dx = test.NewDx();
        KernelBuffers.Run(
            test.Samples, false,
            w => Convolution.BackwardData(ref w, 0, test.Dy, test.Weight, dx, test.Shape, Epilogue.Chain(Epilogue.Bias(test.ChannelBias), Epilogue.Map(new Relu()))),
            new Part(0, test.Samples, 0, test.ChannelPanels));
        Sums sums = DataGradient(test, dx);
        for (int i = 0; i < sums.Count; i++)
            sums.Add(i, test.ChannelBias.Data[i % dx.Columns]);
        sums.Expect(KernelBuffers.Elements(dx, test.Samples), test, sum => Math.Max(0, sum));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BackwardParameters(int number)
    {
        ConvolutionCase test = Case(number);
        PanelMatrix gradient = test.NewWeight(3f);
        ParameterVector bias = test.NewBias();
        KernelBuffers.Run(
            test.Samples, false, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, gradient, bias, test.Shape),
            new Part(0, test.Inputs, 0, test.FilterPanels));
        Expect(test, gradient);
        Sums sums = new(test.Shape.Filters);
        for (int row = 0; row < test.Samples * test.Dy.Rows; row++)
        {
            for (int filter = 0; filter < test.Shape.Filters; filter++)
                sums.Add(filter, test.Dy.Data[row * test.Dy.Stride + filter]);
        }

        sums.Expect(ConvolutionCase.Elements(bias)[..test.Shape.Filters], test, sum => sum);
    }

    /// <summary>The transposed convolution's weight gradient takes activations for dy: their padding holds anything.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void PaddingOfTheGradientDoesNotMatter(int number)
    {
        ConvolutionCase test = Case(number, outputPadding: 9f);
        PanelMatrix gradient = test.NewWeight(3f);
        KernelBuffers.Run(
            test.Samples, false, w => Convolution.BackwardParameters(ref w, 0, test.X, test.Dy, gradient, test.Shape),
            new Part(0, test.Inputs, 0, test.FilterPanels));
        Expect(test, gradient);
    }

    internal static ConvolutionCase Case(int number, float outputPadding = 0f, int samples = 0)
    {
        ConvolutionShape[] named = [.. ConvolutionShapes.Named()];
        Random random = new(number);
        ConvolutionShape shape = number < named.Length ? named[number] : ConvolutionShapes.Random(random);
        return new ConvolutionCase(samples > 0 ? samples : random.Next(1, 4), shape, outputPadding, number);
    }

    private static Sums DataGradient(ConvolutionCase test, Tensor<float> dx)
    {
        Sums sums = new(test.Samples * dx.Rows * dx.Columns);
        test.ForEachProduct((sample, row, filter, pixel, channel, _, weight) => sums.Add(
            (sample * dx.Rows + pixel.Row * test.Shape.Window.InputWidth + pixel.Column) * dx.Columns + channel,
            (double)weight * test.Dy.Data[row * test.Dy.Stride + filter]));
        return sums;
    }

    private static void Expect(ConvolutionCase test, PanelMatrix gradient)
    {
        int floats = test.Inputs * test.Outputs;
        Sums sums = new(test.Matrices * floats);
        test.ForEachProduct((sample, row, filter, pixel, channel, index, _) =>
            sums.Add(index, (double)test.Input(sample, pixel.Row, pixel.Column, channel) * test.Dy.Data[row * test.Dy.Stride + filter]));
        float[] actual = new float[test.Matrices * floats];
        float[] padded = new float[test.MatrixFloats];
        for (int matrix = 0; matrix < test.Matrices; matrix++)
        {
            Span<float> own = actual.AsSpan(matrix * floats, floats);
            new PanelLayout(test.Outputs, test.Inputs).Read(test.Matrix(gradient, matrix), own);
            new PanelLayout(test.Outputs, test.Inputs).Write(padded, own);
            Assert.Equal(padded, test.Matrix(gradient, matrix).ToArray());
        }

        sums.Expect(actual, test, sum => sum);
    }

    /// <summary>Sums in double precision, and how large what they are of is.</summary>
    private sealed class Sums(int count)
    {
        private readonly double[] _sums = new double[count], _magnitudes = new double[count];

        public int Count => count;

        public void Add(int index, double term)
        {
            _sums[index] += term;
            _magnitudes[index] += Math.Abs(term);
        }

        public void Expect(float[] actual, ConvolutionCase test, Func<double, double> map)
        {
            Assert.Equal(count, actual.Length);
            for (int i = 0; i < count; i++)
            {
                Assert.True(
                    Math.Abs(map(_sums[i]) - actual[i]) <= Tolerance * _magnitudes[i] + 1e-30,
                    $"Element {i} is {actual[i]}, but plain loops give {map(_sums[i])}: {test}.");
            }
        }
    }
}
