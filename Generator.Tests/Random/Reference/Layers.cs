using Generator.Tests.RandomStacks.Model;

namespace Generator.Tests.RandomStacks.Reference;

/// <summary>Layers that compute numbers.</summary>
internal static class Layers
{
    public static Tensor Dense(Tensor x, Tensor weight, Tensor? bias)
    {
        int units = weight.Shape[0], inputs = x.Last;
        Tensor y = new([.. x.Shape.Take(x.Rank - 1), units]) { Producer = "Dense" };
        for (int i = 0; i < y.Elements; i++)
        {
            int row = i / units * inputs, unit = i % units;
            double sum = bias?.Values[unit] ?? 0, slope = bias?.Slopes[unit] ?? 0;
            for (int k = 0; k < inputs; k++)
            {
                double a = x.Values[row + k], w = weight.Values[unit * inputs + k];
                sum += a * w;
                slope += x.Slopes[row + k] * w + a * weight.Slopes[unit * inputs + k];
            }

            (y.Values[i], y.Slopes[i]) = (sum, slope);
        }

        return y;
    }

    /// <summary>The rows of a table that the indices say.</summary>
    public static Tensor Embedding(Tensor x, Tensor table)
    {
        int features = table.Last;
        Tensor y = new([.. x.Shape, features]) { Producer = "Embedding" };
        for (int i = 0; i < y.Elements; i++)
            y.Take(i, table, (int)x.Values[i / features] * features + i % features);
        return y;
    }

    public static Tensor Activation(Tensor x, string kind, float? number, bool flag, Kinks kinks)
    {
        Tensor y = new(x.Shape) { Producer = kind };
        for (int i = 0; i < y.Elements; i++)
        {
            var (value, slope, jump) = Numbers.Activation(kind, number, flag, x.Values[i]) ?? throw new InvalidNetworkException(kind);
            kinks.Meet(x.Values[i], jump * x.Slopes[i]);
            (y.Values[i], y.Slopes[i]) = (value, slope * x.Slopes[i]);
        }

        return y;
    }

    public static Tensor Own(Tensor x, string name)
    {
        Tensor y = new(x.Shape) { Producer = "Pointwise" };
        for (int i = 0; i < y.Elements; i++)
        {
            var (value, slope) = Numbers.Own(name, x.Values[i]);
            (y.Values[i], y.Slopes[i]) = (value, slope * x.Slopes[i]);
        }

        return y;
    }

    public static Tensor Affine(Tensor x, double scale, double shift)
    {
        Tensor y = new(x.Shape) { Producer = "Affine" };
        for (int i = 0; i < y.Elements; i++)
            (y.Values[i], y.Slopes[i]) = (scale * x.Values[i] + shift, scale * x.Slopes[i]);
        return y;
    }

    public static Tensor Softmax(Tensor x)
    {
        Tensor y = new(x.Shape) { Producer = "Softmax" };
        for (int row = 0; row < x.Elements; row += x.Last)
        {
            double most = x.Values.AsSpan(row, x.Last).ToArray().Max(), sum = 0, slope = 0;
            for (int i = row; i < row + x.Last; i++)
                sum += y.Values[i] = Math.Exp(x.Values[i] - most);
            for (int i = row; i < row + x.Last; i++)
                slope += (y.Values[i] /= sum) * x.Slopes[i];
            for (int i = row; i < row + x.Last; i++)
                y.Slopes[i] = y.Values[i] * (x.Slopes[i] - slope);
        }

        return y;
    }

    /// <summary>The mean loss of one sample and how it changes, without its weight.</summary>
    /// <param name="layer">The loss.</param>
    /// <param name="x">The value before it.</param>
    /// <param name="target">The sample's target; class indices as numbers.</param>
    /// <param name="kinks">Is told of kinks.</param>
    public static (double Value, double Slope) Loss(StackLayer layer, Tensor x, double[] target, Kinks kinks)
    {
        double total = 0, totalSlope = 0;
        if (layer.Kind is not ("SoftmaxCrossEntropy" or "KLDivergence"))
        {
            for (int i = 0; i < x.Elements; i++)
            {
                var (value, slope, distance, jump) = Numbers.Loss(layer.Kind, layer.Number, x.Values[i], target[i]);
                kinks.Meet(distance, jump * x.Slopes[i]);
                total += value;
                totalSlope += slope * x.Slopes[i];
            }

            return (total / x.Elements, totalSlope / x.Elements);
        }

        Tensor softmax = Softmax(x);
        for (int i = 0; i < x.Elements; i++)
        {
            int row = i / x.Last;
            double t = layer.Kind == "SoftmaxCrossEntropy" && !layer.Flag ? (target[row] == i % x.Last ? 1 : 0) : target[i];
            t = (1 - layer.Smoothing) * t + layer.Smoothing / x.Last;
            if (t == 0)
                continue;
            total -= t * Math.Log(softmax.Values[i]);
            totalSlope -= t * softmax.Slopes[i] / softmax.Values[i];
            if (layer.Kind == "KLDivergence")
                total += t * Math.Log(t);
        }

        return (total / x.Rows, totalSlope / x.Rows);
    }
}
