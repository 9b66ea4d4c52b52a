
namespace Shared.Classifiers.Display;

/// <summary>A line an epoch.</summary>
internal sealed class PlainDisplay : ITrainingDisplay
{
    public void Show(Action<ITrainingDisplay> training) => training(this);

    public void Stepped(in EpochProgress progress)
    {
    }

    public void Ended(in EpochResult result)
    {
        EpochProgress last = result.Last;
        Console.WriteLine($"epoch {last.Epoch}/{last.Epochs}: loss {last.Loss:0.0000}, training accuracy {Text.Percent(last.Accuracy)}, validation accuracy {Text.Percent(result.ValidationAccuracy)}, {Text.Speed(last.SamplesPerSecond)} samples/s, {Text.Seconds(result.Time)}");
    }
}
