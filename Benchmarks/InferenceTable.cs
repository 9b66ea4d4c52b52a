using System.Diagnostics;
using Benchmarks.Comparison;
using Benchmarks.Peers;
using GraphGen;

namespace Benchmarks;

/// <summary>Inference of one sample: GraphGen and ONNX Runtime in turns within one process.</summary>
internal static class InferenceTable
{
    private const int Turns = 41;
    private const double NanosecondsPerTurn = 4e6;

    public static void Print()
    {
        if (OnnxRuntimeLibrary.TryLoad(null, out string reason) is not { } library)
        {
            Console.WriteLine(reason);
            return;
        }

        float[] image = [.. Enumerable.Range(0, 784).Select(i => i * 37 % 101 / 100f)];
        float[] probabilities = new float[10];
        DigitsMlp digits = new(seed: 1);
        using DigitsMlp.Inference mlp = digits.CreateInference();
        float[] features = [.. Enumerable.Range(0, 16).Select(i => i * 37 % 101 / 100f)];
        float[] scores = new float[4];
        TinyMlp few = new(seed: 1);
        using TinyMlp.Inference tiny = few.CreateInference();
        Print("MLP 784-128-10", [new Ours("GraphGen", repeats => { for (int i = 0; i < repeats; i++) mlp.Run(image, probabilities); }),
            new OnnxRuntimeInference(library, digits, true, image), new OnnxRuntimeInference(library, digits, true, image, binds: true)]);
        Print("MLP 16-32-4", [new Ours("GraphGen", repeats => { for (int i = 0; i < repeats; i++) tiny.Run(features, scores); }),
            new OnnxRuntimeInference(library, few, false, features), new OnnxRuntimeInference(library, few, false, features, binds: true)]);
        Console.WriteLine(string.Join(" ", probabilities) + " " + string.Join(" ", scores));
    }

    private static void Print(string what, IContender[] contenders)
    {
        int[] repeats = [.. contenders.Select(contender => (int)(NanosecondsPerTurn / contender.Time(1000)))];
        double[][] times = [.. contenders.Select(_ => new double[Turns])];
        for (int turn = 0; turn < Turns; turn++)
        {
            for (int i = 0; i < contenders.Length; i++)
                times[i][turn] = contenders[i].Time(repeats[i]);
        }

        Console.WriteLine(what);
        for (int i = 0; i < contenders.Length; i++)
        {
            Array.Sort(times[i]);
            Console.WriteLine($"  {contenders[i].Name,-60} {times[i][0],10:F1} {times[i][Turns / 2],10:F1} ns");
            if (contenders[i] is OnnxRuntimeInference o) Console.WriteLine(string.Join(" ", o.Output.ToArray()));
        }
    }

    private sealed class Ours(string name, Action<int> run) : IContender
    {
        public string Name => name;

        public double Time(int repeats)
        {
            long start = Stopwatch.GetTimestamp();
            run(repeats);
            return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>A net so small that nothing but the call counts.</summary>
[Network]
[Input(16)]
[Dense(32), Relu]
[Dense(4)]
internal sealed partial class TinyMlp;
