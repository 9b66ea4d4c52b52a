
namespace Shared.Classifiers.Display;

/// <summary>Shows a training while it runs.</summary>
internal interface ITrainingDisplay
{
    /// <summary>Runs the training and shows it.</summary>
    void Show(Action<ITrainingDisplay> training);

    /// <summary>After each step; there are thousands a second, and it is for the display to say how many it draws.</summary>
    void Stepped(in EpochProgress progress);

    /// <summary>After each epoch.</summary>
    void Ended(in EpochResult result);
}
