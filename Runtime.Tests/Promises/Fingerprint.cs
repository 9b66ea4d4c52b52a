using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GraphGen;
using GraphGen.CompilerServices;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Promises;

/// <summary>What training leaves behind, down to the last bit, as a hash.</summary>
internal static class Fingerprint
{
    private const int Batch = 13;

    /// <summary>
    /// A few steps of nets that hold every layer, with shorter batches between. Sharing is planned as if it cost nothing:
    /// nets as small as these would be left to one worker.
    /// </summary>
    public static string OfTraining(int threads)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        WideNet wide = new(seed: 3);
        using (WideNet.Training session = wide.CreateTraining(Batch, new Adam(learningRate: 1e-2f), threads))
        {
            session.PlanWith(CostModel.Free);
            for (int step = 0; step < 4; step++)
            {
                int count = step == 2 ? 5 : Batch;
                Add(hash, [session.Step(Samples.Numbers(count * 33, step), Samples.Indices(count, 18, step))]);
            }
        }

        Add(hash, wide);
        LongNet @long = new(seed: 4);
        using (LongNet.Training session = @long.CreateTraining(Batch, new Sgd(learningRate: 0.1f, momentum: 0.9), threads))
        {
            session.PlanWith(CostModel.Free);
            for (int step = 0; step < 4; step++)
                Add(hash, [session.Step(Samples.Numbers(Batch * 7, step), Samples.Numbers(Batch * 5, step + 9))]);
        }

        Add(hash, @long);
        DigitsNet digits = new(seed: 5);
        using (DigitsNet.Training session = digits.CreateTraining(Batch, new AdamW(learningRate: 1e-2f), threads))
        {
            session.PlanWith(CostModel.Free);
            Add(hash, [session.Step(Samples.Numbers(Batch * 784, 1), Samples.Indices(Batch, 10, 1))]);
        }

        Add(hash, digits);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, Network network)
    {
        foreach (Parameter parameter in network.Parameters)
        {
            float[] values = new float[parameter.Count];
            parameter.Read(values);
            Add(hash, values);
        }
    }

    private static void Add(IncrementalHash hash, float[] values)
    {
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
        hash.AppendData(MemoryMarshal.AsBytes<float>(values));
    }
}
