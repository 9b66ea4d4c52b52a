namespace GraphGen.Tests.Kernels.Losses;

/// <summary>What double precision needs near 0.</summary>
internal static class Small
{
    /// <summary>log(1 + x); the quotient takes back what rounding 1 + x did (Kahan).</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
