using GraphGen.CompilerServices;
using GraphGen.Tests.Kernels.Convolutions;

namespace GraphGen.Tests.Kernels.Winograds;

/// <summary>Convolution by tiles against plain loops in double precision.</summary>
[Collection(nameof(ConvolutionTests))]
public unsafe class WinogradTests
{
    /// <summary>
    /// Of the largest sum of absolute products. What a tile's pixels have in common is rounded together, so that an element's own
    /// products say less; a wrong transform errs a thousand times more.
    /// </summary>
    private const double Tolerance = 1e-6;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, WinogradShapes.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward(int number)
    {
        ConvolutionCase test = WinogradShapes.Case(number);
        Tensor<float> y = test.NewY();
        KernelBuffers.Run(
            test.Samples, false,
            w => Winograd.Forward(ref w, 0, test.X, WinogradWeights.Transformed(test), y, test.Shape, Epilogue.Chain(Epilogue.Bias(test.Bias), Epilogue.Map(new Relu()))),
            new Part(0, test.Samples, 0, test.FilterPanels));
        Sums sums = new(test.Samples * y.Rows * y.Columns);
        for (int i = 0; i < sums.Count; i++)
            sums.Add(i, test.Bias.Data[i % y.Columns]);
        test.ForEachProduct((sample, row, filter, pixel, channel, _, weight) =>
            sums.Add(row * y.Columns + filter, (double)weight * test.Input(sample, pixel.Row, pixel.Column, channel)));
        sums.Expect(KernelBuffers.Elements(y, test.Samples), test, sum => Math.Max(0, sum));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BackwardData(int number)
    {
        ConvolutionCase test = WinogradShapes.Case(number);
        Tensor<float> dx = test.NewDx();
        KernelBuffers.Run(
            test.Samples, false,
            w => Winograd.BackwardData(ref w, 0, test.Dy, WinogradWeights.Turned(test), dx, test.Shape, Epilogue.Chain(Epilogue.Bias(test.ChannelBias), Epilogue.Map(new Relu()))),
            new Part(0, test.Samples, 0, test.ChannelPanels));
        Sums sums = new(test.Samples * dx.Rows * dx.Columns);
        for (int i = 0; i < sums.Count; i++)
            sums.Add(i, test.ChannelBias.Data[i % dx.Columns]);
        test.ForEachProduct((sample, row, filter, pixel, channel, _, weight) => sums.Add(
            (sample * dx.Rows + pixel.Row * test.Shape.Window.InputWidth + pixel.Column) * dx.Columns + channel,
            (double)weight * test.Dy.Data[row * test.Dy.Stride + filter]));
        sums.Expect(KernelBuffers.Elements(dx, test.Samples), test, sum => Math.Max(0, sum));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BackwardParameters(int number)
    {
        ConvolutionCase test = WinogradShapes.Case(number);
        PanelMatrix gradient = test.NewWeight(3f);
        ParameterVector bias = test.NewBias();
        KernelBuffers.Run(
            test.Samples, false, w => Winograd.BackwardParameters(ref w, 0, test.X, test.Dy, gradient, bias, test.Shape),
            new Part(0, test.Shape.Channels / 16, 0, test.FilterPanels));
        Sums sums = new(test.Inputs * test.Outputs);
        test.ForEachProduct((sample, row, filter, pixel, channel, index, _) =>
            sums.Add(index, (double)test.Input(sample, pixel.Row, pixel.Column, channel) * test.Dy.Data[row * test.Dy.Stride + filter]));
        float[] actual = new float[sums.Count];
        new PanelLayout(test.Outputs, test.Inputs).Read(test.Matrix(gradient, 0), actual);
        sums.Expect(actual, test, sum => sum);

        Sums biasSums = new(test.Shape.Filters);
        for (int row = 0; row < test.Samples * test.Dy.Rows; row++)
        {
            for (int filter = 0; filter < test.Shape.Filters; filter++)
                biasSums.Add(filter, test.Dy.Data[row * test.Dy.Stride + filter]);
        }

        biasSums.Expect(ConvolutionCase.Elements(bias), test, sum => sum);
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
            double tolerance = Tolerance * _magnitudes.Max();
            for (int i = 0; i < count; i++)
            {
                Assert.True(
                    Math.Abs(map(_sums[i]) - actual[i]) <= tolerance,
                    $"Element {i} is {actual[i]}, but plain loops give {map(_sums[i])}: {test}.");
            }
        }
    }
}
