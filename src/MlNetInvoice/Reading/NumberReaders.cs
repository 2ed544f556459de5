using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>Chooses how to read by what the model can do.</summary>
internal static class NumberReaders
{
    /// <summary>Makes the reader of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="segmenter">Cuts lines into glyphs for the model; null leaves it to the model whether it slides along lines or reads glyphs.</param>
    /// <exception cref="InvalidModelException">The model does not read digits of 28×28 pixels.</exception>
    public static INumberReader Create(TrainedModel model, ISegmenter? segmenter = null)
    {
        NetworkDefinition definition = model.Network.Definition;
        if (definition.Input is not { Channels: 1, Rows: 28, Columns: 28 })
        {
            throw new InvalidModelException($"The model \"{definition.Name}\" reads images of {definition.Input}, but a reader wants 1×28×28.");
        }

        IReadOnlyList<string> classes = model.Manifest.Classes;
        for (int i = 0; i < 10; i++)
        {
            if (i >= classes.Count || classes[i] != ModelManifest.DigitClasses[i])
            {
                throw new InvalidModelException($"Class {i} of the model \"{definition.Name}\" is {(i < classes.Count ? $"\"{classes[i]}\"" : "missing")}, but a reader wants the digits 0 to 9 first.");
            }
        }

        return segmenter is null && classes.Count == PrintedClasses.Count && SlidingNetwork.CanSlide(definition)
            ? new StripNumberReader(model)
            : new GlyphNumberReader(model, segmenter ?? new ComponentSegmenter());
    }
}
