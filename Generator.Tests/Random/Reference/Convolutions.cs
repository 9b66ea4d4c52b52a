using Generator.Tests.RandomStacks.Model;

namespace Generator.Tests.RandomStacks.Reference;

/// <summary>Convolution by its formula, over pictures and, as pictures of height 1, over sequences.</summary>
internal static class Convolutions
{
    public static Tensor Of(Tensor x, Tensor weight, Tensor? bias, SlidingWindow window)
    {
        bool isPicture = x.Rank == 3;
        int filters = weight.Shape[0], kernelWidth = weight.Last, kernelHeight = isPicture ? weight.Shape[2] : 1;
        int height = isPicture ? x.Shape[1] : 1, width = isPicture ? x.Shape[2] : x.Shape[0];
        int outputHeight = isPicture ? window.Output(height, kernelHeight) : 1, outputWidth = window.Output(width, kernelWidth);
        if (outputHeight < 1 || outputWidth < 1)
            throw new InvalidNetworkException("window");
        int channels = weight.Shape[1], filtersOfGroup = filters / window.Groups, above = isPicture ? window.Padding : 0;
        Tensor y = isPicture ? new(filters, outputHeight, outputWidth) { Producer = "Conv2D" } : new(outputWidth, filters) { Producer = "Conv1D" };
        int Place(int channel, int row, int column) => isPicture ? (channel * height + row) * width + column : column * x.Last + channel;
        for (int filter = 0; filter < filters; filter++)
        {
            for (int pixel = 0; pixel < outputHeight * outputWidth; pixel++)
            {
                int row = pixel / outputWidth, column = pixel % outputWidth;
                double sum = bias?.Values[filter] ?? 0, slope = bias?.Slopes[filter] ?? 0;
                for (int tap = 0; tap < channels * kernelHeight * kernelWidth; tap++)
                {
                    int channel = tap / (kernelHeight * kernelWidth), down = tap / kernelWidth % kernelHeight, across = tap % kernelWidth;
                    int i = row * window.Stride - above + down * window.Dilation, j = column * window.Stride - window.Padding + across * window.Dilation;
                    if (i < 0 || i >= height || j < 0 || j >= width)
                        continue;
                    int from = Place(filter / filtersOfGroup * channels + channel, i, j), w = filter * channels * kernelHeight * kernelWidth + tap;
                    sum += x.Values[from] * weight.Values[w];
                    slope += x.Slopes[from] * weight.Values[w] + x.Values[from] * weight.Slopes[w];
                }

                int to = isPicture ? filter * outputHeight * outputWidth + pixel : pixel * filters + filter;
                (y.Values[to], y.Slopes[to]) = (sum, slope);
            }
        }

        return y;
    }
}
