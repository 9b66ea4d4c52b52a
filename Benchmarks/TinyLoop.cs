using Benchmarks.Cases;

namespace Benchmarks;
internal static class TinyLoop
{
    public static void Run(bool mlp, int n)
    {
        float[] image = [.. Enumerable.Range(0, 784).Select(i => i * 37 % 101 / 100f)];
        float[] probabilities = new float[10];
        using DigitsNet.Inference big = new DigitsNet(seed: 1).CreateInference();
        float[] features = [.. Enumerable.Range(0, 16).Select(i => i * 37 % 101 / 100f)];
        float[] scores = new float[4];
        using TinyNet.Inference tiny = new TinyNet(seed: 1).CreateInference();
        for (int r = 0; r < 30; r++)
        {
            long s = System.Diagnostics.Stopwatch.GetTimestamp();
            Inner(mlp, n, image, probabilities, big, features, scores, tiny);
            if (r % 5 == 4) Console.WriteLine($"{System.Diagnostics.Stopwatch.GetElapsedTime(s).TotalNanoseconds / n:F1}");
        }
    }

    public static void Kernel(int rows, int outputs, int inputs, int n)
    {
        GemmCase c = new(rows, outputs, inputs);
        for (int r = 0; r < 30; r++)
        {
            long s = System.Diagnostics.Stopwatch.GetTimestamp();
            for (int i = 0; i < n; i++) c.Run();
            if (r % 5 == 4) Console.WriteLine($"{System.Diagnostics.Stopwatch.GetElapsedTime(s).TotalNanoseconds / n:F1}");
        }
    }

    private static void Inner(bool mlp, int n, float[] image, float[] probabilities, DigitsNet.Inference big, float[] features, float[] scores, TinyNet.Inference tiny)
    {
        Action<int> loop = mlp ? Big : Tiny;
        loop(n);
        void Big(int n)
        {
            for (int i = 0; i < n; i++) big.Run(image, probabilities);
        }
        void Tiny(int n)
        {
            for (int i = 0; i < n; i++) tiny.Run(features, scores);
        }
    }
}
