using System.Text.Json;

namespace GraphGen.Tests.Graphs;

/// <summary>Golden values, and how they are put into sessions and compared.</summary>
internal static class GoldenValues
{
    public static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => (float)value.GetDouble())];

    /// <summary>Fills ports with some of the samples, each port by its name; a name that is not there fails.</summary>
    public static void Fill(IEnumerable<Port> ports, JsonElement values, int first, int count)
    {
        foreach (Port port in ports)
        {
            float[] samples = Floats(values.GetProperty(port.Name))[(first * port.ElementsPerSample)..((first + count) * port.ElementsPerSample)];
            if (port.ElementType == PortType.Int32)
                Array.ConvertAll(samples, value => (int)value).CopyTo(port.Indices);
            else
                samples.CopyTo(port.Values);
        }
    }

    public static void SameNames(JsonElement golden, IEnumerable<string> names) =>
        Assert.Equal(golden.EnumerateObject().Select(item => item.Name).Order(), names.Order());

    /// <summary>The gradients of all parameters that have one, and zeros for those that are frozen.</summary>
    public static void CompareGradients(JsonElement golden, Network network, TrainingSession session, float tolerance = 1e-5f)
    {
        SameNames(golden, network.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name));
        foreach (Parameter parameter in network.Parameters)
        {
            float[] actual = new float[parameter.Count];
            session.ReadGradient(parameter.Name, actual);
            if (parameter.IsTrainable)
                Compare(parameter.Name, Floats(golden.GetProperty(parameter.Name)), actual, tolerance);
            else
                Assert.All(actual, value => Assert.Equal(0f, value));
        }
    }

    /// <summary>Within a share of the largest element.</summary>
    public static void Compare(string name, float[] expected, ReadOnlySpan<float> actual, float tolerance = 1e-5f)
    {
        Assert.Equal(expected.Length, actual.Length);
        float scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"{name}[{i}] is {actual[i]}, but PyTorch has {expected[i]} (largest {scale}).");
    }
}
