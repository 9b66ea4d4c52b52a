namespace GraphGen.CompilerServices;

/// <summary>
/// Elementary functions in double that give the same bits on every system: <see cref="Math.Exp"/> and its kin come from the
/// C library, which differs. Only operations that IEEE 754 rounds exactly are used (+ - * / and the square root); the JITs
/// contract none of them into fused operations.
/// </summary>
internal static class DeterministicMath
{
    private const double Ln2High = 6.93147180369123816490e-01; // 32 significant bits: its product with an exponent is exact
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e^x within 1 ulp (the method of Sun's fdlibm); 0 below -745.13, infinite above 709.78.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709.782712893384)
            return double.PositiveInfinity;
        if (x < -745.2)
            return 0;
        double power = Math.Floor(x * 1.44269504088896338700 + 0.5);
        double high = x - power * Ln2High;
        double low = power * Ln2Low;
        double r = high - low;
        double square = r * r;
        double c = r - square * (1.66666666666666019037e-01 + square * (-2.77777777770155933842e-03
            + square * (6.61375632143793436117e-05 + square * (-1.65339022054652515390e-06 + square * 4.13813679705723846039e-08))));
        return ScaleByPowerOfTwo(1 - ((low - r * c / (2 - c)) - high), (int)power);
    }

    /// <summary>The natural logarithm within 1 ulp (the method of Sun's fdlibm); -∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        (double m, int power) = Split(x);
        double f = m - 1;
        double s = f / (2 + f);
        double halfSquare = 0.5 * f * f;
        return power * Ln2High - ((halfSquare - (s * (halfSquare + LogTail(s * s)) + power * Ln2Low)) - f);
    }

    /// <summary>
    /// x^y for x ≥ 0 within 2 ulp: the logarithm carries a second word, so that a large exponent does not multiply its error.
    /// x^0 is 1; NaN for negative x.
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;
        if (double.IsNaN(x) || double.IsNaN(y) || x < 0)
            return double.NaN;
        if (x == 0 || double.IsInfinity(x) || double.IsInfinity(y))
            return (x > 1) == (y > 0) ? double.PositiveInfinity : 0;

        // log m = 2 atanh s with s = (m - 1) / (m + 1): 2s in two words, the rest (under 1 % of it) in one.
        (double m, int power) = Split(x);
        double f = m - 1;
        (double denominator, double denominatorLow) = TwoSum(m, 1);
        double s = f / denominator;
        (double product, double productLow) = TwoProduct(s, denominator);
        double sLow = (f - product - productLow - s * denominatorLow) / denominator;
        double square = s * s;
        double series = s * square * (0.66666666666666666 + AtanhTail(square));
        (double sum, double sumLow) = TwoSum(power * Ln2High, 2 * s);
        sumLow += 2 * sLow + series + power * Ln2Low;
        (sum, sumLow) = TwoSum(sum, sumLow);

        (double high, double low) = TwoProduct(sum, y);
        low += sumLow * y;
        // Beyond these bounds the second word is infinite or irrelevant.
        return Math.Abs(high) < 800 ? Refine(Exp(high), low) : Exp(high);

        static double Refine(double value, double low) => value == 0 || double.IsInfinity(value) ? value : value + value * low;
    }

    /// <summary>cos(πx) within 1 ulp of 1: the period is 2 exactly, so reducing the argument loses nothing at any size.</summary>
    public static double CosPi(double x)
    {
        if (!double.IsFinite(x))
            return double.NaN;
        double t = Math.Abs(x);
        t -= 2 * Math.Floor(t / 2);
        if (t > 1)
            t = 2 - t;
        // cos(πt) on [0, 1]: mirrored at 1/2, and by the sine where it is nearer to its zero.
        bool negative = t > 0.5;
        if (negative)
            t = 1 - t;
        double value = t <= 0.25 ? CosNear(t * Math.PI) : SinNear((0.5 - t) * Math.PI);
        return negative ? -value : value;
    }

    /// <summary>sin(πx) within 1 ulp of 1, and of itself near 0: reducing the argument loses nothing at any size.</summary>
    public static double SinPi(double x)
    {
        if (!double.IsFinite(x))
            return double.NaN;
        double t = Math.Abs(x);
        t -= 2 * Math.Floor(t / 2);
        // sin(πt) on [0, 2) changes its sign at 1, and is mirrored at 1/2.
        bool negative = (x < 0) != (t >= 1);
        if (t >= 1)
            t -= 1;
        if (t > 0.5)
            t = 1 - t;
        double value = t <= 0.25 ? SinNear(t * Math.PI) : CosNear((0.5 - t) * Math.PI);
        return negative ? -value : value;
    }

    /// <summary>
    /// The inverse of the standard normal distribution function for 0 &lt; p &lt; 1, within 1e-15 relative
    /// (Wichura: Algorithm AS 241, PPND16, 1988).
    /// </summary>
    public static double InverseNormal(double p)
    {
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return q * Ratio(r,
                [3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
                 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3],
                [1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
                 2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3]);
        }
        double tail = Math.Sqrt(-Log(q < 0 ? p : 1 - p));
        double value = tail <= 5
            ? Ratio(tail - 1.6,
                [1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
                 1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4],
                [1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
                 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9])
            : Ratio(tail - 5,
                [6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
                 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
                [1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15]);
        return q < 0 ? -value : value;
    }

    private static double Ratio(double x, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
    {
        double n = 0, d = 0;
        for (int i = numerator.Length - 1; i >= 0; i--)
        {
            n = n * x + numerator[i];
            d = d * x + denominator[i];
        }
        return n / d;
    }

    /// <summary>log(1 + f) = f - f²/2 + s(f²/2 + this) with z = s², s = f / (2 + f).</summary>
    private static double LogTail(double z)
    {
        double w = z * z;
        double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
        double odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
        return even + odd;
    }

    /// <summary>2/5 z + 2/7 z² + … : what follows 2/3 in 2 atanh s = 2s + s³(2/3 + this), z = s² ≤ 0.0295.</summary>
    private static double AtanhTail(double z) =>
        z * (2.0 / 5 + z * (2.0 / 7 + z * (2.0 / 9 + z * (2.0 / 11 + z * (2.0 / 13 + z * (2.0 / 15 + z * (2.0 / 17 + z * (2.0 / 19 + z * (2.0 / 21)))))))));

    private static double CosNear(double x)
    {
        double z = x * x;
        double tail = z * z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * (2.48015872894767294178e-05
            + z * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
        return 1 - (0.5 * z - tail);
    }

    private static double SinNear(double x)
    {
        double z = x * x;
        return x + x * z * (-1.66666666666666324348e-01 + z * (8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04
            + z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)))));
    }

    /// <summary>x = m · 2^power with m in [√½, √2], for positive finite x.</summary>
    private static (double Significand, int Power) Split(double x)
    {
        int power = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0; // 2^54: out of the denormals
            power = -54;
        }
        long bits = BitConverter.DoubleToInt64Bits(x);
        power += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000fffffffffffffL) | 0x3ff0000000000000L);
        return m > 1.4142135623730951 ? (m * 0.5, power + 1) : (m, power);
    }

    /// <summary>value · 2^power in two steps, so that denormal results round once and no factor overflows.</summary>
    private static double ScaleByPowerOfTwo(double value, int power)
    {
        int half = power / 2;
        if (power < -1000)
            return value * PowerOfTwo(power + 1000) * PowerOfTwo(-1000);
        return value * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    private static double PowerOfTwo(int power) => BitConverter.Int64BitsToDouble((long)(power + 1023) << 52);

    /// <summary>The exact sum as two words (Knuth).</summary>
    private static (double High, double Low) TwoSum(double a, double b)
    {
        double sum = a + b;
        double other = sum - a;
        return (sum, (a - (sum - other)) + (b - other));
    }

    /// <summary>The exact product as two words (Dekker), for factors below 2^996.</summary>
    private static (double High, double Low) TwoProduct(double a, double b)
    {
        (double aHigh, double aLow) = Halves(a);
        (double bHigh, double bLow) = Halves(b);
        double product = a * b;
        return (product, aLow * bLow - (((product - aHigh * bHigh) - aLow * bHigh) - aHigh * bLow));

        static (double, double) Halves(double x)
        {
            double scaled = 134217729.0 * x; // 2^27 + 1
            double high = scaled - (scaled - x);
            return (high, x - high);
        }
    }
}
