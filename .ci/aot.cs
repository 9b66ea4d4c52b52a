using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using GraphGen;

// What .ci/aot publishes by NativeAOT, and runs under the JIT besides: every line on the standard output must be the same bits.
Console.Error.WriteLine($"AVX2 {Avx2.IsSupported}, FMA {Fma.IsSupported}, 512 bits {Vector512.IsHardwareAccelerated}");
bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
if (isX64 && !(Avx2.IsSupported && Fma.IsSupported))
    throw new InvalidOperationException("The package should have asked the native compiler for AVX2 and FMA.");

Optimizer[] optimizers =
[
    new Sgd(Schedule.Warmup(Schedule.Constant(0.05), 5), momentum: 0.9, nesterov: true),
    new Adam(Schedule.Cosine(3e-3, steps: 40)) { ClipNorm = 1, Groups = [new ParameterGroup("read.*") { LearningRateScale = 0.5 }] },
    new AdamW(Schedule.OneCycle(3e-3, steps: 40)),
    new AdaGrad(0.02),
    new RmsProp(1e-3, momentum: 0.5) { Centered = true },
];
foreach (Optimizer optimizer in optimizers)
{
    Detector network = new(seed: 7);
    using Detector.Training training = network.CreateTraining(batchSize: 24, optimizer, threads: 2);
    float first = Train(training, 0, 20);
    using MemoryStream checkpoint = new();
    training.SaveCheckpoint(checkpoint);
    float last = Train(training, 20, 40);

    // From the checkpoint on, another session of another network does the same again.
    checkpoint.Position = 0;
    Detector again = new(seed: 8);
    using Detector.Training resumed = again.CreateTraining(batchSize: 24, optimizer, threads: 1);
    resumed.LoadCheckpoint(checkpoint);
    if (Train(resumed, 20, 40) != last || Saved(again) != Saved(network))
        throw new InvalidOperationException("A resumed training went another way.");
    if (!(last < first))
        throw new InvalidOperationException($"{optimizer.GetType().Name} did not learn: {first}, then {last}.");

    string file = Path.GetTempFileName();
    network.Save(file);
    Detector loaded = Detector.FromFile(file);
    File.Delete(file);
    using Detector.Inference inference = loaded.CreateInference(batchSize: 24);
    (float[] picture, int[] words, _, _) = Samples(40);
    float[] label = new float[24 * 3], box = new float[24 * 2];
    inference.Run(picture, words, label, box);
    string answers = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>([.. label, .. box])));
    Console.WriteLine($"{optimizer.GetType().Name,-8} {BitConverter.SingleToInt32Bits(first):x8} {BitConverter.SingleToInt32Bits(last):x8} {Saved(loaded)[..16]} {answers[..16]}");
}

// Pictures: direct, depthwise and 3 x 3 convolutions, running statistics, pooling.
Seer seer = new(seed: 9);
using (Seer.Training session = seer.CreateTraining(batchSize: 12, new Sgd(0.02, momentum: 0.9), threads: 2))
{
    float first = 0, last = 0;
    for (int step = 0; step < 30; step++)
    {
        last = session.Step(Pictures(step), [.. Enumerable.Range(0, 12).Select(sample => (sample + step) % 3)]);
        first = step == 0 ? last : first;
    }

    if (!(last < first))
        throw new InvalidOperationException($"Pictures were not learned: {first}, then {last}.");
}

float[] answer = new float[12 * 3];
using (Seer.Inference inference = seer.CreateInference(batchSize: 12))
    inference.Run(Pictures(31), answer);
Console.WriteLine($"Pictures {Saved(seer)[..16]} {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(answer)))[..16]}");

static float[] Pictures(int step) => [.. Enumerable.Range(0, 12 * 3 * 100).Select(i => (i % 100 * ((i / 300 + step) % 3 + 1) + i / 100 * 7 + step * 3) % 11 / 11f)];

static float Train(Detector.Training training, int from, int to)
{
    float loss = 0;
    for (int step = from; step < to; step++)
    {
        (float[] picture, int[] words, int[] label, float[] box) = Samples(step);
        loss = training.Step(new Detector.Batch { Image = picture, Words = words, Label = label, Box = box });
    }

    return loss;
}

// Three kinds of waves and of words, with a box that follows the wave.
static (float[] Picture, int[] Words, int[] Label, float[] Box) Samples(int step)
{
    float[] picture = new float[24 * 40], box = new float[24 * 2];
    int[] words = new int[24 * 5], label = new int[24];
    for (int sample = 0; sample < 24; sample++)
    {
        int kind = label[sample] = (sample + step) % 3;
        for (int i = 0; i < 40; i++)
            picture[40 * sample + i] = (i * (kind + 1) + sample * 7 + step * 3) % 11 / 11f;
        for (int i = 0; i < 5; i++)
            words[5 * sample + i] = (kind * 10 + (sample * i + step) % 9) % 30;
        box[2 * sample] = kind / 3f;
        box[2 * sample + 1] = 1 - kind / 3f;
    }

    return (picture, words, label, box);
}

static string Saved(Network network)
{
    using MemoryStream file = new();
    network.Save(file);
    return Convert.ToHexString(SHA256.HashData(file.ToArray()));
}

/// <summary>x / (1 + |x|).</summary>
public readonly struct Softsign : IPointwiseFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V x) where V : struct, ISimd<V> => x / (V.Create(1f) + V.Abs(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V x) where V : struct, ISimd<V>
    {
        V d = V.Create(1f) + V.Abs(x);
        return V.Create(1f) / (d * d);
    }
}

/// <summary>√(1 + (p - t)²) - 1, a smooth absolute error.</summary>
public readonly struct PseudoHuber : ILossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Loss<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V d = prediction - target;
        return V.Sqrt(V.Fma(d, d, V.Create(1f))) - V.Create(1f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V d = prediction - target;
        return d / V.Sqrt(V.Fma(d, d, V.Create(1f)));
    }
}

/// <summary>A convolutional network of many kinds of layers.</summary>
[Network, Input(3, 10, 10)]
[Conv2D(16, 3), BatchNorm, Relu, Conv2D(32, 3, Padding = 1), Relu, MaxPool2D(2)]
[Conv2D(32, 3, Padding = 1, Groups = 32), LayerNorm, Silu, AvgPool2D(2), Flatten]
[Dense(3), SoftmaxCrossEntropy]
public sealed partial class Seer;

/// <summary>Two inputs, two losses, blocks, own functions: the generic code that a native compiler must find by itself.</summary>
[Network]
public sealed partial class Detector
{
    [Dense(48), Gelu, Block<Residual>(20, Repeat = 2), Dropout(0.1f)] private static partial Node See(Node image);
    [Embedding(30, 16), MeanOverTime, Tanh]                            private static partial Node Read(Node words);
    [Dense(32), Relu]                                                  private static partial Node Join(Node both);
    [Dense(3), SoftmaxCrossEntropy]                                    private static partial Node Label(Node x);
    [Dense(2), Pointwise<Softsign>, Loss<PseudoHuber>]                  private static partial Node Box(Node x);

    private static (Node Label, Node Box) Graph([Input(40)] Node image, [Input(5, Type = InputType.Int32)] Node words)
    {
        var x = Join(Node.Concat(See(image), Read(words)));
        return (Label(x), Box(x * 0.5f));
    }
}

[Block]
public sealed partial class Residual
{
    [Size] private const int Width = 8;
    [Dense(Width), Silu, Dense(48)] private static partial Node Body(Node x);
    private static Node Graph(Node x) => (Body(x) + x).Mish();
}
