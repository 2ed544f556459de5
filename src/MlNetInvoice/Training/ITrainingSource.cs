using MlNetInvoice.Data;

namespace MlNetInvoice.Training;

/// <summary>Gives the training images of each epoch, so that they can be generated afresh. Must give the same for an epoch whenever it is asked, or a resumed training differs.</summary>
public interface ITrainingSource
{
    /// <summary>
    /// The images of an epoch; asked once an epoch, and for the next one on another thread while the current one is being trained. Every epoch has as many images as the
    /// first, of the same size and classes.
    /// </summary>
    /// <param name="epoch">Which epoch, from 0.</param>
    LabeledImages GetEpoch(int epoch);
}
