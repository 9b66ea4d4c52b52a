namespace Generator.Tests.RandomStacks.Reference;

/// <summary>Scalar functions in double precision, each with its derivative.</summary>
internal static class Numbers
{
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluLambda = 1.0507009873554804934193349852946;

    /// <summary>f(x) and f′(x); null if there is no such function. Where it has a kink at 0 the third number is by how much the slope jumps.</summary>
    public static (double Value, double Slope, double Jump)? Activation(string kind, float? number, bool flag, double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        double sigmoid = x < 0 ? e / (1 + e) : 1 / (1 + e);
        switch (kind)
        {
            case "Relu":
                return (Math.Max(x, 0), x > 0 ? 1 : 0, 1);
            case "LeakyRelu":
                double leak = number ?? 0.01f;
                return (x > 0 ? x : leak * x, x > 0 ? 1 : leak, 1 - leak);
            case "Elu":
                double alpha = number ?? 1;
                return x > 0 ? (x, 1, 1 - alpha) : (alpha * (Math.Exp(x) - 1), alpha * Math.Exp(x), 1 - alpha);
            case "Selu":
                double jump = SeluLambda * (SeluAlpha - 1);
                return x > 0
                    ? (SeluLambda * x, SeluLambda, jump)
                    : (SeluLambda * SeluAlpha * (Math.Exp(x) - 1), SeluLambda * SeluAlpha * Math.Exp(x), jump);
            case "Gelu" when !flag:
                double normal = 0.5 * Erfc(-x / Math.Sqrt(2));
                return (x * normal, normal + x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), 0);
            case "Gelu":
                double root = Math.Sqrt(2 / Math.PI);
                double t = Math.Tanh(root * (x + 0.044715 * x * x * x));
                return (0.5 * x * (1 + t), 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * root * (1 + 3 * 0.044715 * x * x), 0);
            case "Silu":
                return (x * sigmoid, sigmoid * (1 + x * (1 - sigmoid)), 0);
            case "Sigmoid":
                return (sigmoid, sigmoid * (1 - sigmoid), 0);
            case "Tanh":
                double tanh = Math.Tanh(x);
                return (tanh, 1 - tanh * tanh, 0);
            case "Softplus":
                return (Math.Max(x, 0) + Math.Log(1 + e), sigmoid, 0);
            default:
                return null;
        }
    }

    /// <summary>The own functions of <see cref="Running.OwnTypes"/>.</summary>
    public static (double Value, double Slope) Own(string name, double x)
    {
        double d = 1 + Math.Abs(x);
        return name switch
        {
            "Softsign" => (x / d, 1 / (d * d)),
            "Reciprocal" => (1 / x, -1 / (x * x)),
            _ => throw new InvalidOperationException(name),
        };
    }

    /// <summary>ℓ(p, t), dℓ/dp, and for a kink how far p is from it and by how much the slope jumps there.</summary>
    public static (double Value, double Slope, double Distance, double Jump) Loss(string kind, float? number, double p, double t)
    {
        double d = p - t;
        switch (kind)
        {
            case "MeanSquaredError":
                return (d * d, 2 * d, 1, 0);
            case "MeanAbsoluteError":
                return (Math.Abs(d), Math.Sign(d), d, 2);
            case "Huber":
                double delta = number ?? 1;
                return Math.Abs(d) <= delta ? (d * d / 2, d, 1, 0) : (delta * (Math.Abs(d) - delta / 2), delta * Math.Sign(d), 1, 0);
            case "Hinge":
                double margin = 1 - t * p;
                return (Math.Max(margin, 0), margin > 0 ? -t : 0, margin, t);
            case "BinaryCrossEntropy":
                double w = number ?? 1;
                double e = Math.Exp(-Math.Abs(p));
                double sigmoid = p < 0 ? e / (1 + e) : 1 / (1 + e);
                double softplus = Math.Max(p, 0) + Math.Log(1 + e);
                return (w * t * (softplus - p) + (1 - t) * softplus, (1 - t) * sigmoid - w * t * (1 - sigmoid), 1, 0);
            case "Loss":
                double root = Math.Sqrt(1 + d * d);
                return (root - 1, d / root, 1, 0);
            default:
                throw new InvalidOperationException(kind);
        }
    }

    /// <summary>The complementary error function: its series near 0, its continued fraction elsewhere.</summary>
    private static double Erfc(double x)
    {
        if (x < 0)
            return 2 - Erfc(-x);
        if (x < 2)
        {
            double sum = x, term = x;
            for (int n = 1; n < 60; n++)
            {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }

            return 1 - 2 / Math.Sqrt(Math.PI) * sum;
        }

        double fraction = x;
        for (int n = 80; n > 0; n--)
            fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
