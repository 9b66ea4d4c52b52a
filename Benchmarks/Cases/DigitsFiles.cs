using System.Runtime.InteropServices;
using GraphGen.Data;
using Shared;

namespace Benchmarks.Cases;

/// <summary>The digits as files of raw numbers, floats and 32-bit integers, for a peer to read; gone when disposed of.</summary>
internal sealed class DigitsFiles : IDisposable
{
    public DigitsFiles(Digits digits)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("graphgen-").FullName;
        Write("training", digits.Training);
        Write("test", digits.Test);
    }

    public string Directory { get; }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private void Write(string name, Dataset data)
    {
        var values = new float[data.Count * data.ElementsPerSample];
        var labels = new int[data.Count];
        data.Fill(0, data.Count, values, labels);
        File.WriteAllBytes(Path.Combine(Directory, $"{name}.values"), MemoryMarshal.AsBytes(values.AsSpan()));
        File.WriteAllBytes(Path.Combine(Directory, $"{name}.labels"), MemoryMarshal.AsBytes(labels.AsSpan()));
    }
}
