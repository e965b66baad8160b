//! The picture as a graph: filters, measures, relations. Never computes a position.
