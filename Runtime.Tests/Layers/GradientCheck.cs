using GraphGen;

namespace GraphGen.Tests.Layers;

/// <summary>
/// Parameter gradients of a training session against central differences of its loss. The loss is computed in single
/// precision, so that the tolerance is that of its rounding; the step is small for the kinks of ReLU.
/// </summary>
internal static class GradientCheck
{
    private const float Step = 1e-3f;

    /// <param name="network">The network.</param>
    /// <param name="gradients">One step with a learning rate of 0; afterwards gradients can be read from the session.</param>
    /// <param name="session">The session that took the last step.</param>
    /// <param name="tolerance">Relative to the largest gradient of the parameter.</param>
    public static void Run(Network network, Func<TrainingSession> session, Func<float> gradients, float tolerance = 2e-2f)
    {
        gradients();
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.IsTrainable))
        {
            float[] analytic = new float[parameter.Count];
            session().ReadGradient(parameter.Name, analytic);
            float[] values = new float[parameter.Count];
            parameter.Read(values);
            float scale = analytic.Max(Math.Abs);
            Assert.True(scale > 1e-4f, $"The gradient of {parameter.Name} is all but zero: the check would say nothing.");
            for (int i = 0; i < values.Length; i += Math.Max(1, values.Length / 17))
            {
                float value = values[i];
                double up = LossAt(value + Step), down = LossAt(value - Step);
                LossAt(value);
                double numeric = (up - down) / (2 * Step);
                Assert.True(Math.Abs(numeric - analytic[i]) <= tolerance * scale, $"{parameter.Name}[{i}]: {analytic[i]} by the backward pass, {numeric} by differences.");

                double LossAt(float changed)
                {
                    values[i] = changed;
                    parameter.Write(values);
                    return gradients();
                }
            }
        }
    }
}
