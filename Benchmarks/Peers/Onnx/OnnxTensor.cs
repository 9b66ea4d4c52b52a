using GraphGen;

namespace Benchmarks.Peers;

/// <summary>Numbers with a name and a shape.</summary>
internal sealed record OnnxTensor(string Name, int[] Shape, float[] Values)
{
    /// <summary>A parameter or buffer of one of our networks, in its public layout.</summary>
    public static OnnxTensor Of(Parameter parameter)
    {
        float[] values = new float[parameter.Count];
        parameter.Read(values);
        return new OnnxTensor(parameter.Name, parameter.Shape.ToArray(), values);
    }
}
